#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# ./dev bench idle|fanout|pairs|match: starts a fresh server on core 0 (match: on all), loads it from core 1 (match: from
# any), prints the figures, stops the server; fanout and pairs then do the same with the yardstick and print the ratio.
# Called by dev with HEARTLINK (the server's binary), LOAD (the generator's) and RAW (the yardstick's). bench/README.md says what the figures
# mean. Arguments after the mode go to the generator: ./dev bench idle --connections 1000
set -euo pipefail

readonly idle_bar_bytes=6000
readonly fanout_bar_us=2
readonly writes_bar=0.125 # write calls per delivery: one for eight

die() {
  echo "bench: $*" >&2
  exit 1
}

mode=${1:-}
if [[ ! $mode =~ ^(idle|fanout|pairs|match)$ ]]; then
  echo 'usage: bench/run.sh idle|fanout|pairs|match [arguments of heartlink-load]' >&2
  exit 2
fi
shift
[[ -x ${HEARTLINK:-} ]] || die "HEARTLINK is not a program: '${HEARTLINK:-}' (./dev bench sets it)"
[[ -x ${LOAD:-} ]] || die "LOAD is not a program: '${LOAD:-}' (./dev bench sets it)"
[[ -x ${RAW:-} ]] || die "RAW is not a program: '${RAW:-}' (./dev bench sets it)"
ulimit -n "$(ulimit -Hn)"

work=$(mktemp -d)
server=''
strace_pid=''
load_pid=''

clean_up() {
  stop "$strace_pid" INT
  stop "$load_pid" TERM
  stop "$server" TERM
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Sends the signal, waits 15 seconds, then kills. An empty or ended process is fine.
stop() {
  local pid=$1 signal=$2 tries
  [[ -n $pid ]] || return 0
  kill -"$signal" "$pid" 2>/dev/null || return 0
  for ((tries = 0; tries < 150; tries++)); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
}

# The server has core 0 for itself, the generator core 1; a match is the work of several threads, and both have all. On
# one core they share it, and the rates mean little.
on_core() {
  local core=$1
  shift
  if (($(nproc) > 1)) && [[ $mode != match ]]; then exec taskset -c "$core" "$@"; else exec "$@"; fi
}

# A person and a token are made while no server runs: hashing a password would leave 19 MiB of freed memory in the
# server, which the connections would then fill unseen.
make_token() {
  local answer
  echo 'bench-Pass-4711-only-here' |
    "$HEARTLINK" user create bench --password-stdin --data "$work/data" >"$work/user.log" 2>&1 ||
    die "user create failed: $(cat "$work/user.log")"
  answer=$("$HEARTLINK" token create bench --json --data "$work/data" 2>"$work/token.log") ||
    die "token create failed: $(cat "$work/token.log")"
  token=$(sed -n 's/.*"token" *: *"\([^"]*\)".*/\1/p' <<<"$answer")
  [[ -n $token ]] || die "token create printed no token: $answer"
}

# The status line of GET /readyz, or nothing.
ready_line() {
  local line=''
  { exec 3<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null || return 0
  printf 'GET /readyz HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$port" >&3
  read -r -t 2 line <&3 || true
  exec 3>&- 3<&-
  echo "$line"
}

start_server() {
  local tries
  # Below the range from which the kernel takes the clients' ports.
  port=$((20000 + RANDOM % 12000))
  (on_core 0 "$HEARTLINK" serve --listen "127.0.0.1:$port" --data "$work/data" --workers "$workers" \
    "${settings[@]}" \
    --set limits.sockets_per_user=20000 \
    --set limits.messages_per_second=1000000 \
    --set limits.messages_burst=1000000) >"$work/server.log" 2>&1 &
  server=$!
  for ((tries = 0; tries < 100; tries++)); do
    [[ $(ready_line) == *' 200 '* ]] && return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  return 1
}

# Another program may have the port: three different ones, then the log tells why.
start_server_or_die() {
  local tries
  for tries in 1 2 3; do
    start_server && return 0
    stop "$server" TERM
    server=''
  done
  tail -n 20 "$work/server.log" >&2
  die 'the server did not become ready (its log is above)'
}

# run_load SECONDS_AT_MOST arguments…: JSON to load.json, remarks to load.log; its exit code is ours.
run_load() {
  local limit=$1
  shift
  (on_core 1 timeout -k 5 "$limit" "$LOAD" "$mode" --url "http://127.0.0.1:$port" ${token:+--token "$token"} \
    --server-pid "$server" "$@") >"$work/load.json" 2>"$work/load.log" &
  load_pid=$!
  local code=0
  "$during_load" || true
  wait "$load_pid" || code=$?
  load_pid=''
  if ((code != 0)); then
    cat "$work/load.json" "$work/load.log" >&2
    ((code != 124)) || echo "bench: the generator did not end within $limit s" >&2
    echo "bench: the server's last lines:" >&2
    tail -n 20 "$work/server.log" >&2
    exit "$code"
  fi
}

value() { sed -n "s/^ *\"$1\": \([0-9.]*\),\{0,1\}$/\1/p" "$work/load.json"; }

# verdict FIGURE BAR
verdict() { awk -v figure="$1" -v bar="$2" 'BEGIN { print (figure <= bar) ? "held" : "MISSED" }'; }

nothing_else() { :; }

# Attaches strace in the silence between the handshakes and the first message, so that it counts all writes of all
# deliveries and nothing else.
count_writes() {
  local tries
  for ((tries = 0; tries < 600; tries++)); do
    grep -q '^connected:' "$work/load.log" && break
    kill -0 "$load_pid" 2>/dev/null || return 0
    sleep 0.1
  done
  (on_core 1 strace -f -c -e trace=write,writev,sendmsg,sendto -o "$work/writes.txt" -p "$server") \
    2>"$work/strace.log" &
  strace_pid=$!
  while kill -0 "$load_pid" 2>/dev/null; do sleep 0.1; done
  stop "$strace_pid" INT
  strace_pid=''
}

report_writes() {
  local calls deliveries
  calls=$(awk '$NF ~ /^(write|writev|sendmsg|sendto)$/ { sum += $4 } END { print sum + 0 }' "$work/writes.txt")
  deliveries=$(value deliveries_total)
  if ((calls == 0)); then
    cat "$work/strace.log" >&2
    die 'strace counted no write call (what it said is above)'
  fi
  cat "$work/writes.txt"
  awk -v calls="$calls" -v deliveries="$deliveries" -v bar="$writes_bar" 'BEGIN {
    printf "fanout: %d write calls for %d deliveries: one for %.2f (bar: fewer than one for 8: %s)\n",
      calls, deliveries, deliveries / calls, (calls / deliveries < bar) ? "held" : "MISSED"
  }'
}

bench_idle() {
  run_load 900 --rooms 90 "$@"
  cat "$work/load.json"
  local bytes
  bytes=$(value bytes_per_connection)
  echo "idle: $bytes bytes per idle connection (bar: $idle_bar_bytes: $(verdict "$bytes" "$idle_bar_bytes"))"
}

# The same load on the yardstick, in place of the server; `figure` is what the server reached.
beside_raw() {
  local name=$1 figure=$2
  shift 2
  stop "$server" TERM
  (on_core 0 "$RAW" "$port") >"$work/server.log" 2>&1 &
  server=$!
  local tries
  for ((tries = 0; tries < 50; tries++)); do
    [[ $(ready_line) == *' 200 '* ]] && break
    sleep 0.1
  done
  run_load 900 "$@"
  awk -v mode="$mode" -v name="$name" -v figure="$figure" -v raw="$(value "$name")" 'BEGIN {
    printf "%s: %s %.0f, the yardstick %.0f: %.2f of it\n", mode, name, figure, raw, figure / raw
  }'
}

bench_pairs() {
  run_load 900 "$@"
  cat "$work/load.json"
  beside_raw acked_per_second "$(value acked_per_second)" "$@"
}

bench_fanout() {
  run_load 900 "$@"
  cat "$work/load.json"
  local us rate
  rate=$(value deliveries_per_second)
  us=$(value cpu_us_per_delivery)
  echo "fanout: $us us CPU per delivery (bar: $fanout_bar_us: $(verdict "$us" "$fanout_bar_us"))"
  if command -v strace >/dev/null; then
    during_load=count_writes
    run_load 900 "$@" --seconds 5 --warmup 0 --settle 3
    report_writes
    during_load=nothing_else
  else
    echo 'fanout: write calls not counted, strace is missing (apt-get install strace)'
  fi
  beside_raw deliveries_per_second "$rate" "$@"
}

# Everybody has a token of his own. The limits that keep one person from trying all numbers, and two from meeting again
# and again, are opened: otherwise 2,000 people could not be matched 10,000 times.
bench_match() {
  local began=$SECONDS
  /usr/bin/python3 -B "$here/people.py" "$work/data" 2000 >"$work/tokens" || die 'no people'
  echo "match: 2000 people made in $((SECONDS - began)) s" >&2
  run_load 600 --token-file "$work/tokens" "$@"
  cat "$work/load.json"
  tail -n 1 "$work/load.log"
}

during_load=nothing_else
here=$(dirname "${BASH_SOURCE[0]}")
workers=1
settings=()
if [[ $mode == match ]]; then
  workers=0
  settings=(--set match.guess_limit=1000000 --set match.recent_partners=0s --set limits.rooms_per_user=100000
    --set limits.new_rooms_per_hour=1000000)
fi
if [[ $mode == pairs ]]; then
  settings=(--set limits.debug_rooms=10000 --set limits.new_rooms_per_hour=1000000)
fi
token=''
port=''
[[ $mode == match ]] || make_token
start_server_or_die
"bench_$mode" "$@"
