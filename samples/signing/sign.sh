#!/usr/bin/env bash
# Sends a signed request (P2S-SIGN-V1) with curl and openssl. API_KEY holds the key, API_KEY_SECRET its secret.
#
#   sign.sh METHOD URL [BODY]      '-' for BODY is standard input
#
# openssl's own HMAC wants its key as an argument (-macopt), which every user of the machine can read in ps.
# hmac below makes it from plain SHA-256 (RFC 2104): secrets travel through pipes, and printf is bash's own.

# signed_headers METHOD TARGET BODY_FILE [TIMESTAMP]: prints the header. TARGET is path and query as they are sent.
signed_headers() {
    local time=${4:-$(date +%s)} key part
    key=$(printf %s "$API_KEY_SECRET" | to_hex)
    for part in "$API_KEY" "$time" "$1" "$2" "$(sha256 <"$3")"; do
        key=$(printf %s "$part" | hmac "$key")
    done
    printf 'Authorization: P2S-SIGN-V1 %s:%s:%s\n' "$API_KEY" "$time" "$key"
}

# hmac KEY_IN_HEX <MESSAGE: HMAC-SHA-256 in hexadecimal.
hmac() {
    local key=$1 inner='' outer='' i
    [ ${#key} -le 128 ] || key=$(from_hex "$key" | sha256)
    for ((i = 0; i < 128; i += 2)); do
        printf -v inner %s%02x "$inner" $((16#0${key:i:2} ^ 0x36))
        printf -v outer %s%02x "$outer" $((16#0${key:i:2} ^ 0x5c))
    done
    inner=$({ from_hex "$inner"; cat; } | sha256)
    from_hex "$outer$inner" | sha256
}

sha256() { openssl dgst -sha256 -r | cut -c 1-64; }
to_hex() { od -An -v -tx1 | tr -d ' \n'; }
from_hex() { printf %b "$(printf %s "$1" | sed 's/../\\x&/g')"; }

# target_of URL: what follows the host, as curl sends it: without a fragment, and with "/" where there is no path.
target_of() {
    local rest=${1%%#*}
    rest=${rest#*://}
    rest=${rest#"${rest%%[/?]*}"}
    printf %s "/${rest#/}"
}

main() {
    local method=$1 url=$2 target header
    case $url in
        *[!!-~]*) echo 'Escape the characters of the URL that are no printable ASCII, such as a space by %20.' >&2; return 2 ;;
        http://* | https://*) target=$(target_of "$url") ;;
        *) echo 'The URL begins with http:// or https://.' >&2; return 2 ;;
    esac

    # A file, because a variable would lose bytes: what is hashed is what curl sends.
    body=$(mktemp)
    trap 'rm -f "$body"' EXIT
    if [ "${3:-}" = - ]; then cat >"$body"; else printf %s "${3:-}" >"$body"; fi

    # Left alone, curl takes ../ out of a path (--path-as-is) and makes three URLs of [1-3] (--globoff).
    local options=(--path-as-is --globoff --silent --show-error --fail-with-body --write-out '%{stderr}HTTP %{http_code}\n' --request "$method")
    case $method in
        HEAD) options+=(--head) ;;
        POST | PUT | PATCH) options+=(--header 'Content-Type: application/json' --data-binary "@$body") ;;
        *) [ ! -s "$body" ] || options+=(--header 'Content-Type: application/json' --data-binary "@$body") ;;
    esac
    # By a pipe as well: who reads the signature in ps could be faster with it.
    header=$(signed_headers "$method" "$target" "$body")
    printf '%s\n' "$header" | curl "${options[@]}" --header @- "$url"
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    set -euo pipefail
    export LC_ALL=C
    [ $# = 2 ] || [ $# = 3 ] || { echo 'usage: sign.sh METHOD URL [BODY | -], with API_KEY and API_KEY_SECRET set' >&2; exit 2; }
    : "${API_KEY:?is not set}" "${API_KEY_SECRET:?is not set}"
    main "$@"
fi
