# Sourced: installs the npm packages of eng/NAME/package-lock.json, exactly those, into a git-ignored folder of their own, once.
#   npm_folder NAME TARGET ENTRY   ENTRY is a file that is there once they are
# shellcheck shell=bash disable=SC2154 # Who sources it sets root.

npm_fail() {
  echo "$(basename "$0"): $1" >&2
  exit 1
}

npm_installed() { # npm_installed SOURCE TARGET ENTRY
  [[ -f "$3" ]] && cmp -s "$2/installed.json" "$1/package-lock.json"
}

# A lock is a folder with the owner's process id in it. One whose owner has gone is taken over, by one of those who see it:
# it stays where it is, so nobody can remove a lock that is held again.
npm_acquire() {
  local lock="$2/lock" owner tries=0
  until mkdir "$lock" 2>/dev/null; do
    npm_installed "$@" && return 1
    owner="$(cat "$lock/pid" 2>/dev/null || true)"
    if [[ -n "$owner" ]] && ! kill -0 "$owner" 2>/dev/null && mkdir "$lock/heir-of-$owner" 2>/dev/null; then
      break
    fi
    tries=$((tries + 1))
    [[ $tries -lt 1800 ]] || npm_fail "another installation holds $lock for more than fifteen minutes; delete that folder if none is running."
    sleep 0.5
  done
  echo $$ >"$lock/pid"
  # shellcheck disable=SC2064 # The folder is known now, not when the shell ends.
  trap "rm -rf '$lock'" EXIT
}

# A download that fails once is tried again, with nothing left of the first; npm itself repeats single requests.
npm_download() { # npm_download TARGET
  local tries=1
  until rm -rf "$1/node_modules" && (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2); do
    [[ $tries -lt 4 ]] || return 1
    echo "npm failed; trying again ..." >&2
    sleep $((tries * 5))
    tries=$((tries + 1))
  done
}

npm_folder() {
  local name="$1" target="$2" entry="$3" source="$root/eng/$1"
  command -v node >/dev/null || npm_fail "Node.js is not on the PATH (version 20 or later is needed, https://nodejs.org)."
  command -v npm >/dev/null || npm_fail "npm is not on the PATH; it comes with Node.js."
  mkdir -p "$target"
  if ! npm_installed "$source" "$target" "$entry" && npm_acquire "$source" "$target" "$entry" && ! npm_installed "$source" "$target" "$entry"; then
    echo "Installing the packages of eng/$name into $(basename "$target")/ (once) ..." >&2
    rm -rf "$target/node_modules" "$target/installed.json"
    cp "$source/package.json" "$source/package-lock.json" "$target/"
    npm_download "$target" || npm_fail "npm could not install the packages of eng/$name; its message is above."
    cp "$source/package-lock.json" "$target/installed.json"
  fi
  echo "$entry"
}
