#!/usr/bin/env bash
# A real browser for the tests of the pages, and what drives it.
#   eng/browser.sh packages   installs the packages of eng/browser/package-lock.json into .browser/ (once) and prints their node_modules
#   eng/browser.sh find       prints the path of a Chromium: $EXPENSES_BROWSER, or one on the PATH; exit code 3 when there is none
#   eng/browser.sh install    the same, and where there is none and apt-get may be used (root), Debian's chromium is installed first
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# shellcheck source=eng/npm-folder.sh
source "$root/eng/npm-folder.sh"

find_browser() {
  local name
  if [[ -n "${EXPENSES_BROWSER:-}" ]]; then
    command -v "$EXPENSES_BROWSER"
    return
  fi
  # A Chrome of the Mac is not on its PATH.
  for name in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    command -v "$name" && return
  done
  return 3
}

apt_install() {
  echo "Installing Debian's chromium (once) ..." >&2
  export DEBIAN_FRONTEND=noninteractive
  # One that holds apt's lock is waited for, a download that fails is tried again.
  local patience="-o DPkg::Lock::Timeout=300 -o Acquire::Retries=3" tries=1
  # shellcheck disable=SC2086 # Options and their values.
  until { apt-get $patience update -q && apt-get $patience install -q -y --no-install-recommends chromium; } >&2; do
    [[ $tries -lt 3 ]] || npm_fail "apt-get could not install chromium; its message is above."
    sleep $((tries * 5))
    tries=$((tries + 1))
  done
}

case "${1:-}" in
  packages)
    npm_folder browser "$root/.browser" "$root/.browser/node_modules/playwright-core/package.json" >/dev/null
    echo "$root/.browser/node_modules"
    ;;
  find) find_browser ;;
  install)
    find_browser && exit 0
    # Only Debian's package is a browser; others that have the name hand on to another store.
    if [[ -z "${EXPENSES_BROWSER:-}" && "$(id -u)" -eq 0 && -f /etc/debian_version ]] && command -v apt-get >/dev/null; then
      apt_install
    fi
    find_browser
    ;;
  *) npm_fail "usage: eng/browser.sh packages | find | install" ;;
esac
