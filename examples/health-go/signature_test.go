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
		Key   string
		Cases []struct {
			Name     string
			Body     string
			Headers  map[string]string
			Now      int64
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
		if isSigned([]byte(vector.Key), header, []byte(one.Body), time.UnixMilli(one.Now)) != one.Accepted {
			t.Errorf("%s: accepted must be %v", one.Name, one.Accepted)
		}
	}
}
