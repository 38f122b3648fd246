package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"strconv"
	"strings"
	"time"

	"example.org/health/graph"
)

const longestPause = 30 * time.Second

// sender sends the events of the outbox to the hub, one after the other, each until the hub has it.
type sender struct {
	store  *graph.Store
	url    string
	token  string
	bell   chan struct{}
	client http.Client
}

func newSender(store *graph.Store, registryURL, token string) *sender {
	return &sender{
		store:  store,
		url:    strings.TrimRight(registryURL, "/") + "/v1/subgraphs/health/events",
		token:  token,
		bell:   make(chan struct{}, 1),
		client: http.Client{Timeout: 30 * time.Second},
	}
}

// ring wakes the sender: there is something to send.
func (s *sender) ring() {
	select {
	case s.bell <- struct{}{}:
	default:
	}
}

func (s *sender) run() {
	pause := time.Second
	for {
		event := s.store.Next()
		if event == nil {
			<-s.bell
			continue
		}
		wait, err := s.send(event)
		if err == nil {
			pause = time.Second
			continue
		}
		log.Printf("event %s: %v", event.ID, err)
		if wait == 0 {
			wait = pause
		}
		time.Sleep(wait)
		if pause *= 2; pause > longestPause {
			pause = longestPause
		}
	}
}

// send sends one event. An error says that the same is to be sent again, after the time given where the hub gave one.
func (s *sender) send(event *graph.Event) (time.Duration, error) {
	body, err := json.Marshal(event)
	if err != nil {
		return 0, err
	}
	request, err := http.NewRequest(http.MethodPost, s.url, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	request.Header.Set("content-type", "application/cloudevents+json")
	request.Header.Set("authorization", "Bearer "+s.token)
	response, err := s.client.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	switch status := response.StatusCode; {
	case status == http.StatusOK && err == nil:
		return 0, s.store.Sent(event.ID)
	case status == http.StatusBadRequest, status == http.StatusConflict, status == http.StatusRequestEntityTooLarge:
		// The event itself is at fault: sending it again would not help, and those after it must not wait for ever.
		log.Printf("event %s is refused: %s", event.ID, answer)
		return 0, s.store.Refused(event.ID, string(answer))
	default:
		seconds, _ := strconv.Atoi(response.Header.Get("retry-after"))
		return time.Duration(seconds) * time.Second, fmt.Errorf("HTTP %d: %s", status, answer)
	}
}
