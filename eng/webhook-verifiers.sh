#!/usr/bin/env bash
# The published libraries that consumers verify webhook signatures with, in the exact versions of
# eng/webhook-verifiers/package-lock.json.
#   eng/webhook-verifiers.sh install   installs them into .webhook-verifiers/ (once) and prints the path of its node_modules
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# shellcheck source=eng/npm-folder.sh
source "$root/eng/npm-folder.sh"

case "${1:-}" in
  install)
    npm_folder webhook-verifiers "$root/.webhook-verifiers" "$root/.webhook-verifiers/node_modules/svix/package.json" >/dev/null
    echo "$root/.webhook-verifiers/node_modules"
    ;;
  *) npm_fail "usage: eng/webhook-verifiers.sh install" ;;
esac
