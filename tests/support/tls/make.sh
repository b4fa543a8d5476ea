#!/usr/bin/env bash
# Makes the certificates beside it anew, in an empty folder: bash make.sh
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }

cat >"$work/ca.conf" <<CONF
[ca]
default_ca = private
[private]
database = $work/index
new_certs_dir = $work
serial = $work/serial
private_key = $work/ca.key
certificate = ca.pem
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[server]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = \${ENV::NAMES}
CONF
: >"$work/index"
echo 01 >"$work/serial"

key "$work/ca.key"
openssl req -x509 -new -key "$work/ca.key" -sha256 -days 36500 -subj "/CN=A private CA for tests" \
  -addext "basicConstraints=critical,CA:true" -addext "keyUsage=critical,keyCertSign,cRLSign" -out ca.pem

# name, names in the certificate, from, until
issue() {
  key "$work/$1.key"
  openssl req -new -key "$work/$1.key" -subj "/CN=$1" -out "$work/$1.csr"
  NAMES="$2" openssl ca -batch -notext -config "$work/ca.conf" -extensions server \
    -startdate "$3" -enddate "$4" -in "$work/$1.csr" -out "$work/$1.crt"
  cat "$work/$1.key" "$work/$1.crt" >"$1.pem"
}
here="DNS:localhost,IP:127.0.0.1,IP:::1"
issue good "$here" 20200101000000Z 21200101000000Z
issue expired "$here" 20200101000000Z 20210101000000Z
issue early "$here" 21100101000000Z 21200101000000Z
issue elsewhere "DNS:elsewhere.example" 20200101000000Z 21200101000000Z
