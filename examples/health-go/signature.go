package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// tolerance is how far the clocks of gateway and subgraph may differ.
const tolerance = time.Minute

var (
	signatureForm = regexp.MustCompile(`^v2\.([\w-]{8})\.([0-9]{13})\.([\w-]{12,64})\.([\w-]{43})$`)
	callerForm    = regexp.MustCompile(`^[\w-]+$`)
	requestIDForm = regexp.MustCompile(`^[\w.-]{1,64}$`)
)

// A verifier tells whether the gateway sent a request to this subgraph: see "The signature" in docs/integrators.md.
type verifier struct {
	subgraph string
	keys     map[string][]byte
	lock     sync.Mutex
	seen     map[string]bool
	// order has what was seen in the order in which it may be forgotten.
	order []seenNonce
}

type seenNonce struct {
	nonce string
	until time.Time
}

// keysOf is the keys that are set: during a rotation two are valid, otherwise one. None when one of them is too short.
func keysOf(texts ...string) (keys [][]byte) {
	for _, text := range texts {
		key := strings.TrimSpace(text)
		if key != "" && len(key) < 32 {
			return nil
		}
		if key != "" {
			keys = append(keys, []byte(key))
		}
	}
	return keys
}

func newVerifier(subgraph string, keys [][]byte) *verifier {
	made := &verifier{subgraph: subgraph, keys: map[string][]byte{}, seen: map[string]bool{}}
	for _, key := range keys {
		id := sha256.Sum256(append([]byte("throughgate key id\n"), key...))
		made.keys[encode(id[:])[:8]] = key
	}
	return made
}

// isSigned: at most a minute from now, by a key of ours, for us, and for the first time.
func (v *verifier) isSigned(header http.Header, body []byte, now time.Time) bool {
	parts := signatureForm.FindStringSubmatch(header.Get("throughgate-signature"))
	caller, requestID := header.Get("throughgate-caller"), header.Get("x-request-id")
	if parts == nil || !callerForm.MatchString(caller) || !requestIDForm.MatchString(requestID) {
		return false
	}
	keyID, moment, nonce, given := parts[1], parts[2], parts[3], parts[4]
	key, known := v.keys[keyID]
	milliseconds, err := strconv.ParseInt(moment, 10, 64)
	if !known || err != nil {
		return false
	}
	if off := now.Sub(time.UnixMilli(milliseconds)); off > tolerance || off < -tolerance {
		return false
	}
	tokenHash := ""
	if authorization := header.Get("authorization"); authorization != "" {
		scheme, token, _ := strings.Cut(authorization, " ")
		if !strings.EqualFold(scheme, "bearer") || token == "" {
			return false
		}
		hash := sha256.Sum256([]byte(token))
		tokenHash = encode(hash[:])
	}
	digest := hmac.New(sha256.New, key)
	io.WriteString(digest, strings.Join([]string{"v2", v.subgraph, keyID, moment, nonce, requestID, caller, tokenHash, ""}, "\n"))
	digest.Write(body)
	// Compared in constant time; and only then remembered, so that nobody else fills our memory.
	return hmac.Equal([]byte(encode(digest.Sum(nil))), []byte(given)) && v.isFirst(nonce, now)
}

// isFirst remembers a nonce for as long as its request could be sent again: one a minute ahead, until two have passed.
func (v *verifier) isFirst(nonce string, now time.Time) bool {
	v.lock.Lock()
	defer v.lock.Unlock()
	for len(v.order) > 0 && v.order[0].until.Before(now) {
		delete(v.seen, v.order[0].nonce)
		v.order = v.order[1:]
	}
	if v.seen[nonce] {
		return false
	}
	v.seen[nonce] = true
	v.order = append(v.order, seenNonce{nonce, now.Add(2 * tolerance)})
	return true
}

// encode is base64url without padding.
func encode(value []byte) string {
	return base64.RawURLEncoding.EncodeToString(value)
}

// onlyGateway lets through what the gateway signed, and answers 401 to all else.
func onlyGateway(v *verifier, next http.Handler) http.Handler {
	return http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(writer, request.Body, 16<<20))
		if err != nil || !v.isSigned(request.Header, body, time.Now()) {
			writer.Header().Set("content-type", "application/json")
			writer.WriteHeader(http.StatusUnauthorized)
			json.NewEncoder(writer).Encode(map[string]any{"errors": []any{map[string]any{
				"message":    "health answers only the gateway.",
				"extensions": map[string]string{"code": "UNAUTHENTICATED"},
			}}})
			return
		}
		request.Body = io.NopCloser(bytes.NewReader(body))
		next.ServeHTTP(writer, request)
	})
}
