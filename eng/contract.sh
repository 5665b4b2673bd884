#!/usr/bin/env bash
# What the contract tests hold the service against, in the exact versions of eng/contract/package-lock.json: Codat's published
# SDK and a JSON Schema validator.
#   eng/contract.sh install   installs them into .contract/ (once) and prints the path of its node_modules
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# shellcheck source=eng/npm-folder.sh
source "$root/eng/npm-folder.sh"

case "${1:-}" in
  install)
    npm_folder contract "$root/.contract" "$root/.contract/node_modules/ajv/package.json" >/dev/null
    echo "$root/.contract/node_modules"
    ;;
  *) npm_fail "usage: eng/contract.sh install" ;;
esac
