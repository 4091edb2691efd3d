# Shared by the broker scripts: source it, do not run it.
#
# Environment (each with a default):
#   PDCBUS_BROKERS_DIR   where brokers keep data, logs and pid files   <repository>/.brokers
#   PDCBUS_PORT_BASE     first port of a hundred that may be used      24500, or the next free hundred
#   PDCBUS_BROKER_WAIT   seconds to wait for a broker to accept        90
#
# Ports, counted from the base. A broker that is added takes numbers that are still free here.
#   +10 RabbitMQ AMQP 0.9.1 and 1.0    +11 with TLS    +13 its STOMP    +14 with TLS
#   +18 its Erlang distribution    +19 its own epmd    +20..+29 its command line tools
#   +33 ActiveMQ STOMP    +34 with TLS
#   +40 PostgreSQL

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
brokers_dir=${PDCBUS_BROKERS_DIR:-$repository/.brokers}
mkdir -p "$brokers_dir"
brokers_dir=$(cd "$brokers_dir" && pwd)
broker_wait=${PDCBUS_BROKER_WAIT:-90}

say() { printf '%s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }

# is_ours PID MARK: the process lives, is no zombie, and was started by these scripts (MARK stands in its environment),
# so that a number the system has given away again is never mistaken for a broker.
is_ours() {
  local pid=$1 mark=$2 stat
  stat=$(cat "/proc/$pid/stat" 2>/dev/null) || return 1
  stat=${stat##*) }
  [ "${stat%% *}" != Z ] && grep -zqxF -- "$mark" "/proc/$pid/environ" 2>/dev/null
}

# pid_of FILE MARK: prints the pid in FILE if that process is ours.
pid_of() {
  local pid
  pid=$(cat "$1" 2>/dev/null) && [ -n "$pid" ] && is_ours "$pid" "$2" && printf '%s' "$pid"
}

# end_process FILE MARK SIGNAL SECONDS: sends the signal, waits, and kills what is still there.
end_process() {
  local file=$1 mark=$2 signal=$3 seconds=$4 pid
  if pid=$(pid_of "$file" "$mark"); then
    kill -CONT "$pid" 2>/dev/null || true
    kill "-$signal" "$pid" 2>/dev/null || true
    for ((i = 0; i < seconds * 20; i++)); do is_ours "$pid" "$mark" || break; sleep 0.05; done
    if is_ours "$pid" "$mark"; then kill -KILL "$pid" 2>/dev/null || true; fi
  fi
  rm -f "$file"
}

port_is_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# choose_port_base FILE OFFSET...: prints the base that FILE remembers, that was asked for, or whose ports are free.
choose_port_base() {
  local file=$1 base offset
  shift
  if [ -n "${PDCBUS_PORT_BASE:-}" ]; then printf '%s' "$PDCBUS_PORT_BASE"; return; fi
  for base in $(cat "$file" 2>/dev/null) $(seq 24500 100 29900); do
    for offset in "$@"; do port_is_open $((base + offset)) && continue 2; done
    printf '%s' "$base"
    return
  done
  die "No hundred of free ports between 24500 and 29999. Set PDCBUS_PORT_BASE to the first of a free hundred."
}
