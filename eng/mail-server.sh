#!/usr/bin/env bash
# The published SMTP server that mails are sent to in tests, and the parser that reads them, in the exact versions of eng/mail-server/package-lock.json.
#   eng/mail-server.sh install   installs it into .mail-server/ (once) and prints the path of its node_modules
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# shellcheck source=eng/npm-folder.sh
source "$root/eng/npm-folder.sh"

case "${1:-}" in
  install)
    npm_folder mail-server "$root/.mail-server" "$root/.mail-server/node_modules/smtp-server/package.json" >/dev/null
    echo "$root/.mail-server/node_modules"
    ;;
  *) npm_fail "usage: eng/mail-server.sh install" ;;
esac
