package main

import (
	"encoding/json"
	"net/http"
	"os"
	"testing"
	"time"
)

// The hub's test vector, which every verifier of its signature is held to.
func TestSignatureVector(t *testing.T) {
	text, err := os.ReadFile("../../schemas/request-signature.json")
	if err != nil {
		t.Fatal(err)
	}
	var vector struct {
		Subgraph string
		Keys     []string
		Cases    []struct {
			Name     string
			Body     string
			Headers  map[string]string
			Now      int64
			Replayed bool
			Accepted bool
		}
	}
	if err := json.Unmarshal(text, &vector); err != nil {
		t.Fatal(err)
	}
	for _, one := range vector.Cases {
		header := http.Header{}
		for name, value := range one.Headers {
			header.Set(name, value)
		}
		verifier := newVerifier(vector.Subgraph, keysOf(vector.Keys...))
		if one.Replayed && !verifier.isSigned(header, []byte(one.Body), time.UnixMilli(one.Now)) {
			t.Errorf("%s: the first time it must be accepted", one.Name)
		}
		if verifier.isSigned(header, []byte(one.Body), time.UnixMilli(one.Now)) != one.Accepted {
			t.Errorf("%s: accepted must be %v", one.Name, one.Accepted)
		}
	}
}
