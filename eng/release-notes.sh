#!/usr/bin/env bash
# Prints the section of CHANGELOG.md for a version; fails when there is none, or nothing in it.
#   eng/release-notes.sh 1.2.3
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
[[ "${1:-}" =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || { echo "usage: eng/release-notes.sh X.Y.Z" >&2; exit 2; }

notes="$(awk -v version="$1" '
  /^## / { inside = ($2 == version); next }
  inside { print }' "$root/CHANGELOG.md" | sed -e '/./,$!d')"
[[ -n "$notes" ]] || { echo "release-notes.sh: CHANGELOG.md has no section '## $1'." >&2; exit 1; }
echo "$notes"
