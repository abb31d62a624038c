# An order service as a shell function: its log goes to stderr, its answer to stdout.

handler() {
  local event=$1 order=A-1000
  [[ $event =~ \"order\"[[:space:]]*:[[:space:]]*\"([^\"]*)\" ]] && order=${BASH_REMATCH[1]}

  # Plain text, then several lines: one record each.
  echo "Order $order received" >&2
  printf '%s\n' "Receipt of $order" '  1 x teapot   19.90' '  2 x cup      12.00' >&2

  # A JSON object on a line of its own.
  echo "{\"level\":\"info\",\"message\":\"order priced\",\"order\":\"$order\",\"items\":3,\"total\":43.9}" >&2

  # Emoji, CJK, Hangul, a combining accent.
  printf 'Thank you! 🎉 ありがとう 谢谢 감사합니다 — cafe\xcc\x81 für zwei\n' >&2

  if [[ $event =~ \"fail\"[[:space:]]*:[[:space:]]*true ]]; then
    charge "$order"
    return 1
  fi
  printf '{"order":"%s","status":"placed","requestId":"%s"}' "$order" "$REQUEST_ID"
}

charge() {
  fail PaymentDeclined "card declined for order $1"
}

# Logs an error with its stack trace, and leaves reporting it to the runtime.
fail() {
  local frames=() i
  for ((i = 1; i < ${#FUNCNAME[@]} - 1; i++)); do
    frames+=("${FUNCNAME[i]} (${BASH_SOURCE[i]##*/}:${BASH_LINENO[i - 1]})")
  done
  echo "[ERROR] $1: $2" >&2
  printf '    at %s\n' "${frames[@]}" >&2
  local trace
  trace=$(printf ',"%s"' "${frames[@]}")
  printf '{"errorType":"%s","errorMessage":"%s","stackTrace":[%s]}' "$1" "$2" "${trace:1}" >"$ERROR_FILE"
}
