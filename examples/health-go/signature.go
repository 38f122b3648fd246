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
	"time"
)

// tolerance is how far the clocks of gateway and subgraph may differ, and how long a captured request could be replayed.
const tolerance = time.Minute

var momentForm = regexp.MustCompile(`^[0-9]{13}$`)

// isSigned tells whether the gateway sent this: HMAC-SHA256 over time, caller and body.
func isSigned(key []byte, header http.Header, body []byte, now time.Time) bool {
	caller := header.Get("throughgate-caller")
	moment, given, _ := strings.Cut(header.Get("throughgate-signature"), ".")
	milliseconds, err := strconv.ParseInt(moment, 10, 64)
	if err != nil || !momentForm.MatchString(moment) {
		return false
	}
	if off := now.Sub(time.UnixMilli(milliseconds)); off > tolerance || off < -tolerance {
		return false
	}
	digest := hmac.New(sha256.New, key)
	io.WriteString(digest, moment+"\n"+caller+"\n")
	digest.Write(body)
	// base64url without padding, compared in constant time.
	expected := base64.RawURLEncoding.EncodeToString(digest.Sum(nil))
	return hmac.Equal([]byte(expected), []byte(given))
}

// onlyGateway lets through what the gateway signed, and answers 401 to all else.
func onlyGateway(key []byte, next http.Handler) http.Handler {
	return http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(writer, request.Body, 16<<20))
		if err != nil || !isSigned(key, request.Header, body, time.Now()) {
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
