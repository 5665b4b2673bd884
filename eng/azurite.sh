#!/usr/bin/env bash
# Azurite, the storage emulator, in the exact version of eng/azurite/package-lock.json.
#   eng/azurite.sh install   installs it into .azurite/ (once) and prints the path of its entry script
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# shellcheck source=eng/npm-folder.sh
source "$root/eng/npm-folder.sh"

case "${1:-}" in
  install) npm_folder azurite "$root/.azurite" "$root/.azurite/node_modules/azurite/dist/src/azurite.js" ;;
  *) npm_fail "usage: eng/azurite.sh install" ;;
esac
