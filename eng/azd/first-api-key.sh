#!/bin/sh
# Hook before provisioning, and by hand with --rotate. Makes an API key, shows it this once, and keeps its SHA-256 in azd's
# environment, from where it reaches the vault. Runs again without doing anything.
#   --rotate   makes another key; both are good until --retire
#   --retire   leaves only the newest key
set -eu

fail() {
  echo "first-api-key: $1" >&2
  exit 1
}

command -v azd >/dev/null 2>&1 || fail "azd is not on the PATH; https://aka.ms/azd-install"
command -v openssl >/dev/null 2>&1 || fail "openssl is not on the PATH; it makes the key"

case "${1:-}" in
  "" | --rotate | --retire) ;;
  *) fail "unknown flag '$1'; there are --rotate and --retire" ;;
esac
[ "$#" -le 1 ] || fail "one flag at a time"

value_of() {
  azd env get-value "$1" 2>/dev/null || true
}

keep() {
  azd env set "$1" "$2" || fail "azd could not keep $1"
}

# azd prints a message instead of a value when there is none, so only what looks like hashes counts.
known() {
  value_of API_KEY_HASH | grep -E '^[0-9a-f]{64}(,[0-9a-f]{64})*$' || true
}

# A budget keeps the month it began in.
case "$(value_of BUDGET_START_DATE)" in
  20[0-9][0-9]-[0-9][0-9]-01) ;;
  *) keep BUDGET_START_DATE "$(date -u +%Y-%m-01)" ;;
esac

hashes="$(known)"
case "${1:-}" in
  "")
    if [ -n "$hashes" ]; then
      echo "The API key of this environment was made before; only its hash is kept. Another one: eng/azd/first-api-key.sh --rotate"
      exit 0
    fi
    ;;
  --retire)
    [ -n "$hashes" ] || fail "there is no key yet"
    keep API_KEY_HASH "${hashes%%,*}"
    echo "Only the newest key is left. It is so in Azure after: azd provision"
    exit 0
    ;;
esac

key="$(openssl rand -hex 20)"
hash="$(printf %s "$key" | openssl dgst -sha256 -r | cut -d' ' -f1)"
[ "${#hash}" -eq 64 ] || fail "openssl gave no SHA-256"
if [ -n "$hashes" ]; then
  hash="$hash,$hashes"
fi
keep API_KEY_HASH "$hash"

echo ""
echo "  API key: $key"
echo ""
echo "It is shown this once. Keep it now; it is good after: azd provision"
