# Azurite and LocalHost as child processes, for run.sh to source: it sets root, local_dir, logs and key_file first.
# shellcheck shell=bash disable=SC2154 # What it sets is not assigned here.

# Both are disowned: their end is told by check_servers, not by the shell.
host_pid=""
azurite_pid=""

stop() {
  local pid="$1" tries=0
  [[ -n "$pid" ]] && kill -TERM "$pid" 2>/dev/null || return 0
  while kill -0 "$pid" 2>/dev/null && [[ $tries -lt 300 ]]; do
    sleep 0.1
    tries=$((tries + 1))
  done
  kill -KILL "$pid" 2>/dev/null || true
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

# Waits until URL answers 200; ends early when the process has gone.
await_answer() {
  local what="$1" pid="$2" url="$3" log="$4"
  node -e '
    const [url, pid] = process.argv.slice(1);
    const until = Date.now() + 180000;
    const again = async () => {
      try { process.kill(Number(pid), 0); } catch { process.exit(1); }
      try {
        if ((await fetch(url)).ok) process.exit(0);
      } catch { /* not up yet */ }
      if (Date.now() > until) process.exit(1);
      setTimeout(again, 150);
    };
    again();' "$url" "$pid" || not_started "$what" "$log"
}

not_started() { # not_started WHAT LOG
  echo "run.sh: $1 did not start. The last lines of ${2#"$root/"}:" >&2
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
  local wanted="${port:-7071}" free hash
  free="$(free_ports "$wanted")"
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
  await_answer LocalHost "$host_pid" "$base_url/admin/host/ping" "$logs/localhost.log"
  echo "Service: $base_url   storage: Azurite   logs: ${logs#"$root/"}/"
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
