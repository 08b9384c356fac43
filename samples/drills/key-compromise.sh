#!/bin/sh
# The drill of trace-core/docs/keys.md: a key gets into other hands while codes are being issued.
# Needs trace-api/target/trace.jar (mvn package -pl trace-api -am), a JDK 25 as java, and curl.
# Works on a data directory of its own and removes it at the end.
set -eu

cd "$(dirname "$0")/../.."
work=$(mktemp -d)
admin=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
export TRACE_ADMIN_KEY="$admin" TRACE_KEY="$admin"
server=

trace() { java -jar trace-api/target/trace.jar "$@"; }

say() { printf '\n== %s\n' "$*"; }

fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

start() { # key-encryption key
  : >"$work/out"
  java -jar trace-api/target/trace.jar serve --port 0 --data "$work/data" --kek "$1" >"$work/out" 2>"$work/err" &
  server=$!
  until grep -q '^listening on' "$work/out"; do
    kill -0 "$server" 2>/dev/null || { cat "$work/err" >&2; fail "the service did not start"; }
    sleep 1
  done
  url=$(sed -n 's/^listening on //p' "$work/out")
}

stop() {
  [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; server=; }
}

trap 'stop; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

issue() { # prints the id of a new batch, or nothing
  curl -s -H "Authorization: Bearer $admin" -H 'Content-Type: application/json' \
    -d '{"gtin":"09521222000018","lot":"DRILL","quantity":10}' "$url/codes/batches" |
    sed -n 's/.*"id":"\([^"]*\)".*/\1/p'
}

codes() { # of a batch, one serial a line
  curl -s -H "Authorization: Bearer $admin" "$url/codes/batches/$1/codes.csv" | cut -d, -f1
}

check() { # serials on standard input
  while read -r serial; do
    curl -s -f -o /dev/null -H "Authorization: Bearer $admin" "$url/codes/states/01/09521222000018/21/$serial" ||
      fail "$serial no longer checks"
  done
}

say "Two key-encryption keys; a service whose master key is wrapped under the first"
trace keys make-kek "$work/old.kek"
trace keys make-kek "$work/new.kek"
start "file:$work/old.kek"

say "Codes are issued"
first=$(issue)
epoch=$(printf %s "$first" | cut -c16)
codes "$first" >"$work/serials"
trace keys epochs --url "$url"

say "The key of epoch $epoch leaks while others go on issuing"
(
  i=0
  while [ ! -e "$work/end" ]; do
    id=$(issue)
    [ -n "$id" ] && printf '%s\n' "$id" >>"$work/batches" || printf 'x\n' >>"$work/failed"
    i=$((i + 1))
  done
) &
load=$!
sleep 2

say "A new master key, and the old epoch is marked"
trace keys rotate-master --url "$url" --reason "drill: key known to others"
trace keys compromised "$epoch" --url "$url" --reason "drill: key known to others"
marked=$(wc -l <"$work/batches")
sleep 3
: >"$work/end"
wait "$load"
[ ! -e "$work/failed" ] || fail "$(wc -l <"$work/failed") requests failed meanwhile"
echo "$(wc -l <"$work/batches") batches were issued meanwhile, and no request failed"
# The first one after the count may have been under way when the epoch was marked.
tail -n +$((marked + 2)) "$work/batches" >"$work/later"
[ -s "$work/later" ] || fail "no batch was issued after the mark, so nothing is shown"
if cut -c16 "$work/later" | grep -q "$epoch"; then fail "codes were issued under the leaked key"; fi
echo "$(wc -l <"$work/later") batches were issued after the mark, none under the leaked key"
trace keys epochs --url "$url"

say "Every code of before still checks"
check <"$work/serials"
tail -n 1 "$work/batches" | while read -r id; do codes "$id"; done >>"$work/serials"
check <"$work/serials"
echo "$(wc -l <"$work/serials") codes check"

say "The key files go under the new key-encryption key, and the service starts with it"
stop
trace keys rewrap --data "$work/data" --kek "file:$work/old.kek" --new-kek "file:$work/new.kek"
start "file:$work/new.kek"
check <"$work/serials"
[ "$(issue | cut -c16)" != "$epoch" ] || fail "codes are issued under the leaked key again"
echo "$(wc -l <"$work/serials") codes check after the restart"
say "Done: the leaked key made no new code, and no code was lost"
