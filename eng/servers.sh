# Azurite and LocalHost as child processes, for run.sh to source: it sets root, local_dir, logs and key_file first.
# shellcheck shell=bash disable=SC2154 # What it sets is not assigned here.

# Both are disowned: their end is told by check_servers, not by the shell.
host_pid=""
azurite_pid=""

stop() {
  local pid="$1" tries=0
  [[ -n "$pid" ]] && kill -TERM "$pid" 2>/dev/null || return 0
  # Half a minute at most; then without asking, and until it has gone, since its files are free only then.
  while kill -0 "$pid" 2>/dev/null && [[ $tries -lt 400 ]]; do
    if [[ $tries -eq 300 ]]; then kill -KILL "$pid" 2>/dev/null || true; fi
    sleep 0.1
    tries=$((tries + 1))
  done
}

# Prints a free port of 127.0.0.1 for each wanted one: the wanted one itself if it is free.
free_ports() {
  node -e '
    const net = require("net");
    const listen = (port) => new Promise((done) => {
      const server = net.createServer();
      server.once("error", () => done(null));
      server.listen(port, "127.0.0.1", () => done(server));
    });
    (async () => {
      const servers = [];
      for (const wanted of process.argv.slice(1)) servers.push((await listen(Number(wanted))) ?? (await listen(0)));
      console.log(servers.map((server) => server.address().port).join(" "));
      servers.forEach((server) => server.close());
    })();' "$@"
}

# Waits until a GET answers 200 to the key of this machine, which a foreign service that was quicker on the port does not
# know. False when the process has gone, or after three minutes.
await_service() { # await_service PID URL
  node -e '
    const [pid, url, keyFile] = process.argv.slice(1);
    const key = require("fs").readFileSync(keyFile, "utf8").trim();
    const headers = { authorization: `Basic ${Buffer.from(key).toString("base64")}` };
    const until = Date.now() + 180000;
    const again = async () => {
      try { process.kill(Number(pid), 0); } catch { process.exit(1); }
      try {
        if ((await fetch(url, { headers })).ok) process.exit(0);
      } catch { /* not up yet */ }
      if (Date.now() > until) process.exit(1);
      setTimeout(again, 150);
    };
    again();' "$1" "$2" "$key_file"
}

not_started() { # not_started WHAT LOG
  echo "$(basename "$0"): $1 did not start. The last lines of ${2#"$root/"}:" >&2
  tail -n 30 "$2" >&2 || true
  exit 1
}

ensure_key() {
  [[ -s "$key_file" ]] || (umask 077 && node -p 'require("crypto").randomBytes(20).toString("hex")' >"$key_file")
  chmod 600 "$key_file"
}

key_hash() {
  node -p 'require("crypto").createHash("sha256").update(require("fs").readFileSync(process.argv[1], "utf8").trim()).digest("hex")' "$key_file"
}

# Somebody else may be quicker on a port that was free: then Azurite ends, and gets other ones.
start_azurite() {
  local blob queue table wanted="10000 10001 10002" tries=1
  mkdir -p "$local_dir/azurite"
  while true; do
    # shellcheck disable=SC2086 # Three ports.
    read -r blob queue table <<<"$(free_ports $wanted)"
    launch_azurite "$blob" "$queue" "$table"
    await_azurite && break
    if kill -0 "$azurite_pid" 2>/dev/null || [[ $tries -ge 5 ]]; then not_started Azurite "$logs/azurite.log"; fi
    tries=$((tries + 1))
    wanted="0 0 0"
  done
  # Azurite's one account; name and key are published and the same on every machine.
  local account=devstoreaccount1
  local secret="Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
  storage="DefaultEndpointsProtocol=http;AccountName=$account;AccountKey=$secret"
  storage+=";BlobEndpoint=http://127.0.0.1:$blob/$account;QueueEndpoint=http://127.0.0.1:$queue/$account"
  storage+=";TableEndpoint=http://127.0.0.1:$table/$account"
}

launch_azurite() { # launch_azurite BLOB QUEUE TABLE
  : >"$logs/azurite.log" # Here: the words of the one before must not be taken for its own.
  node --require "$root/eng/azurite/exit-with-parent.cjs" "$(cat "$local_dir/azurite-entry")" \
    --location "$local_dir/azurite" --disableTelemetry --skipApiVersionCheck --silent \
    --blobHost 127.0.0.1 --blobPort "$1" --queueHost 127.0.0.1 --queuePort "$2" \
    --tableHost 127.0.0.1 --tablePort "$3" </dev/null >"$logs/azurite.log" 2>&1 &
  azurite_pid=$!
  disown "$azurite_pid"
}

# By its own words: a foreign one that was quicker on the ports would answer as well.
await_azurite() {
  local tries=0
  until [[ "$(grep -c "successfully listening" "$logs/azurite.log")" -eq 3 ]]; do
    kill -0 "$azurite_pid" 2>/dev/null && [[ $tries -lt 1800 ]] || return 1
    sleep 0.1
    tries=$((tries + 1))
  done
}

start_host() {
  local tries=1
  launch_host "${port:-7071}"
  until await_service "$host_pid" "$base_url/companies?pageSize=1"; do
    if kill -0 "$host_pid" 2>/dev/null || [[ $tries -ge 5 ]] || ! grep -qi "address already in use" "$logs/localhost.log"; then
      not_started LocalHost "$logs/localhost.log"
    fi
    if [[ -n "$port" ]]; then fail "port $port was taken while this was starting."; fi
    tries=$((tries + 1))
    launch_host 0
  done
  echo "Service: $base_url   storage: Azurite   logs: ${logs#"$root/"}/"
}

launch_host() { # launch_host PORT
  local free hash
  free="$(free_ports "$1")"
  if [[ -n "$port" && "$free" != "$port" ]]; then fail "port $port was taken while this was starting."; fi
  base_url="http://127.0.0.1:$free"
  mkdir -p "$local_dir/host"
  hash="$(key_hash)"
  (
    cd "$root" || exit
    export AzureWebJobsStorage="$storage"
    export ApiKeys__Clients__local="$hash"
    export LocalHost__DataDirectory="$local_dir/host"
    export LocalHost__Urls="$base_url"
    exec dotnet exec src/Expenses.LocalHost/bin/Release/net10.0/Expenses.LocalHost.dll
  ) </dev/null >"$logs/localhost.log" 2>&1 &
  host_pid=$!
  disown "$host_pid"
}

# A server that goes away ends the script at once, with its last words.
check_servers() {
  local name pid
  for name in azurite localhost; do
    pid="$azurite_pid"
    if [[ "$name" == localhost ]]; then pid="$host_pid"; fi
    kill -0 "$pid" 2>/dev/null || {
      echo "run.sh: $name ended by itself. The last lines of ${logs#"$root/"}/$name.log:" >&2
      tail -n 30 "$logs/$name.log" >&2 || true
      exit 1
    }
  done
}
