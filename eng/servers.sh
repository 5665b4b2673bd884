# Azurite and LocalHost as child processes, for run.sh to source: it sets root, local_dir, logs and key_file first.
# shellcheck shell=bash disable=SC2154 # What it sets is not assigned here.

# Both are disowned: their end is told by check_servers, not by the shell.
host_pid=""
azurite_pid=""

stop() {
  local pid="$1" tries=0
  [[ -n "$pid" ]] && kill -TERM "$pid" 2>/dev/null || return 0
  while kill -0 "$pid" 2>/dev/null && [[ $tries -lt 100 ]]; do
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

# Waits until URL answers at all (storage) or answers 200 (LocalHost); ends early when the process has gone.
await_answer() {
  local what="$1" pid="$2" url="$3" rule="$4" log="$5"
  node -e '
    const [url, rule, pid] = process.argv.slice(1);
    const until = Date.now() + 90000;
    const again = async () => {
      try { process.kill(Number(pid), 0); } catch { process.exit(1); }
      try {
        const answer = await fetch(url);
        if (rule === "any" || answer.ok) process.exit(0);
      } catch { /* not up yet */ }
      if (Date.now() > until) process.exit(1);
      setTimeout(again, 150);
    };
    again();' "$url" "$rule" "$pid" || {
    echo "run.sh: $what did not start. The last lines of ${log#"$root/"}:" >&2
    tail -n 30 "$log" >&2 || true
    exit 1
  }
}

ensure_key() {
  [[ -s "$key_file" ]] || (umask 077 && node -p 'require("crypto").randomBytes(20).toString("hex")' >"$key_file")
  chmod 600 "$key_file"
}

key_hash() {
  node -p 'require("crypto").createHash("sha256").update(require("fs").readFileSync(process.argv[1], "utf8").trim()).digest("hex")' "$key_file"
}

start_azurite() {
  local blob queue table
  read -r blob queue table <<<"$(free_ports 10000 10001 10002)"
  mkdir -p "$local_dir/azurite"
  node --require "$root/eng/azurite/exit-with-parent.cjs" "$(cat "$local_dir/azurite-entry")" \
    --location "$local_dir/azurite" --disableTelemetry --skipApiVersionCheck --silent \
    --blobHost 127.0.0.1 --blobPort "$blob" --queueHost 127.0.0.1 --queuePort "$queue" \
    --tableHost 127.0.0.1 --tablePort "$table" </dev/null >"$logs/azurite.log" 2>&1 &
  azurite_pid=$!
  disown "$azurite_pid"
  await_answer Azurite "$azurite_pid" "http://127.0.0.1:$table/" any "$logs/azurite.log"
  # Azurite's one account; name and key are published and the same on every machine.
  local account=devstoreaccount1
  local secret="Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
  storage="DefaultEndpointsProtocol=http;AccountName=$account;AccountKey=$secret"
  storage+=";BlobEndpoint=http://127.0.0.1:$blob/$account;QueueEndpoint=http://127.0.0.1:$queue/$account"
  storage+=";TableEndpoint=http://127.0.0.1:$table/$account"
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
  await_answer LocalHost "$host_pid" "$base_url/admin/host/ping" ok "$logs/localhost.log"
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
