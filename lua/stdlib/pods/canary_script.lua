-- What a canary runs: it resolves the API server's name, asks the API server, and answers the one that knows its UID,
-- which only the API server's proxy tells it. Then it ends, and what it found is its termination message.
-- Plain sh with the tools of busybox; a tool that the image lacks is named, and proves nothing.
local M = {}

---The port: the one that the groups of pods must let the control plane in by, as cni.group_rules checks.
M.PORT = 10250

---The one directory that it writes to.
M.DIRECTORY = "/canary"

---The path that it answers at; the UID follows.
M.PATH = "cgi-bin/canary/"

M.TEXT = [[
set -f
cd /canary || exit 3
trap 'exit 143' TERM
service=$KUBERNETES_SERVICE_HOST:$KUBERNETES_SERVICE_PORT
begun=$(date +%s)
say() { echo "$*" >>found; }
end() { cat found >/dev/termination-log; exit "$1"; }
has() { command -v "$1" >/dev/null 2>&1; }
limited() { if has timeout; then timeout 10 "$@"; else "$@"; fi; }
within() { [ $(($(date +%s) - begun)) -lt "$1" ]; }

missing=
has nslookup || has getent || missing="$missing
dns unproven the image has neither nslookup nor getent"
has wget || has curl || missing="$missing
api unproven the image has neither wget nor curl"
has httpd || missing="$missing
reached unproven the image has no httpd"
[ -z "$missing" ] || { say "$missing"; end 1; }

mkdir -p cgi-bin
printf '%s\n' '#!/bin/sh' 'printf "Content-Type: text/plain\r\n\r\ncanary %s\n" "$CANARY_UID"' \
  '[ "$PATH_INFO" = "/$CANARY_UID" ] && echo "by ${REMOTE_ADDR:-the API server}" >/canary/asked' >cgi-bin/canary
chmod 755 cgi-bin/canary
httpd -f -p "$CANARY_ADDRESS:$CANARY_PORT" -h /canary 2>refused &
server=$!

# Not every nslookup tries the search domains, so the name is made whole here.
name=kubernetes.default.svc
while read -r word rest; do
  [ "$word" = search ] || continue
  for domain in $rest; do case $domain in svc.*) name=kubernetes.default.$domain ;; esac; done
done </etc/resolv.conf
dns() {
  if has nslookup; then answer=$(limited nslookup "$name" 2>&1); else answer=$(limited getent hosts "$name" 2>&1); fi
  answer=$(echo $answer)
  case " $answer " in
    *" $KUBERNETES_SERVICE_HOST "*) answer="$name is $KUBERNETES_SERVICE_HOST" ;;
    *) answer="$name is not found to be $KUBERNETES_SERVICE_HOST: $answer"; return 1 ;;
  esac
}

# Any answer will do, a refusal too. A TLS server answers 400 to plain HTTP, where a tool knows no TLS of its kind.
ask() {
  if has wget; then limited wget -O - --no-check-certificate "$1" 2>&1; else
    limited curl -sS -k -o /dev/null -w 'HTTP %{http_code} ' "$1" 2>&1; fi
}
api() {
  for scheme in https http; do
    if answer=$(ask "$scheme://$service/livez"); then answer="$service answers"; return 0; fi
    answer=$(echo $answer)
    case "$answer " in *" 40"[0-9]" "*) answer="$service refuses, so it answers"; return 0 ;; esac
  done
  answer="$service does not answer: $answer"
  return 1
}

for check in dns api; do
  until $check; do
    if ! within "$CANARY_PATIENCE"; then say "$check failed $answer"; end 1; fi
    sleep 2
  done
  say "$check ok $answer"
done

until [ -s asked ]; do
  if ! kill -0 "$server" 2>/dev/null; then say "reached unproven httpd has ended: $(cat refused)"; end 1; fi
  if ! within "$CANARY_DEADLINE"; then say "reached failed nobody asked for ${CANARY_DEADLINE} s"; end 1; fi
  sleep 0.2 2>/dev/null || sleep 1
done
say "reached ok $(cat asked)"
end 0
]]

return M
