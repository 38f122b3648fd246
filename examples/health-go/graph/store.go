package graph

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"sync"
	"time"

	"github.com/google/uuid"
)

// Store keeps the records, and the events that tell of them, in one file of JSON lines. Record and event are one line: both
// are written, or none.
type Store struct {
	mutex      sync.Mutex
	file       *os.File
	treatments map[string]*Treatment
	versions   map[string]int
	outbox     []Event
}

// Event is a CloudEvent that waits to be sent.
type Event struct {
	SpecVersion string         `json:"specversion"`
	ID          string         `json:"id"`
	Source      string         `json:"source"`
	Type        string         `json:"type"`
	Time        string         `json:"time"`
	RecordedAt  string         `json:"recordedat"`
	Data        map[string]any `json:"data"`
}

// line is one line of the file: a change with its event, or what became of an event.
type line struct {
	Treatment *Treatment `json:"treatment,omitempty"`
	Event     *Event     `json:"event,omitempty"`
	Sent      string     `json:"sent,omitempty"`
	Refused   string     `json:"refused,omitempty"`
	Reason    string     `json:"reason,omitempty"`
}

// OpenStore reads the file, or begins it with two records from before there were events.
func OpenStore(path string) (*Store, error) {
	content, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	// Of a line that was being written when the power went, nobody was told: it does not count.
	whole := content[:bytes.LastIndexByte(content, '\n')+1]
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := file.Truncate(int64(len(whole))); err != nil {
		return nil, err
	}
	if _, err := file.Seek(0, 2); err != nil {
		return nil, err
	}
	store := &Store{file: file, treatments: map[string]*Treatment{}, versions: map[string]int{}}
	scanner := bufio.NewScanner(bytes.NewReader(whole))
	scanner.Buffer(nil, 1<<20)
	for number := 1; scanner.Scan(); number++ {
		var one line
		if err := json.Unmarshal(scanner.Bytes(), &one); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, number, err)
		}
		store.apply(one)
	}
	if len(whole) > 0 {
		return store, scanner.Err()
	}
	first := Treatment{ID: "h-1", Crn: "X204011", Summary: "Talking therapy", StartedOn: "2026-10-01"}
	second := Treatment{ID: "h-2", Crn: "X590128", Summary: "Physiotherapy", StartedOn: "2026-10-02"}
	if err := store.write(line{Treatment: &first}); err != nil {
		return nil, err
	}
	return store, store.write(line{Treatment: &second})
}

// Treatment finds a record; nil when there is none.
func (s *Store) Treatment(id string) *Treatment {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.treatments[id]
}

// TreatmentsOf finds the records of a person, the latest first.
func (s *Store) TreatmentsOf(crns []string) []*Treatment {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	found := []*Treatment{}
	for _, crn := range crns {
		for _, treatment := range s.treatments {
			if treatment.Crn == crn {
				found = append(found, treatment)
			}
		}
	}
	sort.Slice(found, func(a, b int) bool { return found[a].StartedOn > found[b].StartedOn })
	return found
}

// keys is the namespace in which an idempotency key always leads to the same id.
var keys = uuid.MustParse("a3b1c8de-5f0f-4c55-8f0e-0b9c3ad6f9b2")

// Start writes a treatment and its event. A call that is repeated finds what the first one wrote.
func (s *Store) Start(input StartTreatmentInput) (*Treatment, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	id := uuid.NewSHA1(keys, []byte(input.IdempotencyKey)).String()
	if known := s.treatments[id]; known != nil {
		return known, nil
	}
	treatment := &Treatment{ID: id, Crn: input.Crn, Summary: input.Summary, StartedOn: input.StartedOn}
	now := time.Now().UTC().Format(time.RFC3339Nano)
	event := &Event{
		SpecVersion: "1.0",
		// Given once, here: however often the event is sent, the hub puts it on the log once.
		ID:         uuid.NewString(),
		Source:     "/throughgate/health",
		Type:       "health.treatment.started",
		Time:       now,
		RecordedAt: now,
		Data: map[string]any{
			"crn":     input.Crn,
			"version": s.versions[input.Crn] + 1,
			"person": map[string]any{
				"forename":    input.Forename,
				"surname":     input.Surname,
				"dateOfBirth": input.DateOfBirth,
				"sex":         input.Sex,
				"identifiers": map[string]string{"crn": input.Crn},
			},
			"treatment": map[string]string{"id": id, "summary": input.Summary, "startedOn": input.StartedOn},
		},
	}
	return treatment, s.write(line{Treatment: treatment, Event: event})
}

// Next gives the oldest event that waits; nil when there is none.
func (s *Store) Next() *Event {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if len(s.outbox) == 0 {
		return nil
	}
	return &s.outbox[0]
}

// Sent notes that the hub has an event.
func (s *Store) Sent(id string) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.write(line{Sent: id})
}

// Refused notes why the hub will never take an event, and lets the next ones pass.
func (s *Store) Refused(id string, reason string) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.write(line{Refused: id, Reason: reason})
}

// write appends a line, on the disk before it counts.
func (s *Store) write(one line) error {
	text, err := json.Marshal(one)
	if err != nil {
		return err
	}
	if _, err := s.file.Write(append(text, '\n')); err != nil {
		return err
	}
	if err := s.file.Sync(); err != nil {
		return err
	}
	s.apply(one)
	return nil
}

func (s *Store) apply(one line) {
	if one.Treatment != nil {
		s.treatments[one.Treatment.ID] = one.Treatment
	}
	if one.Event != nil {
		s.versions[one.Treatment.Crn]++
		s.outbox = append(s.outbox, *one.Event)
	}
	for index, event := range s.outbox {
		if event.ID == one.Sent || event.ID == one.Refused {
			s.outbox = append(s.outbox[:index:index], s.outbox[index+1:]...)
			break
		}
	}
}
