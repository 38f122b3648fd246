package graph

import (
	"context"
	"fmt"
	"regexp"
	"time"
)

// Resolver answers what is asked of the graph from the store.
type Resolver struct {
	Store *Store
	// Recorded is called after each change.
	Recorded func()
}

type (
	queryResolver    struct{ *Resolver }
	mutationResolver struct{ *Resolver }
	entityResolver   struct{ *Resolver }
	offenderResolver struct{ *Resolver }
)

func (r *Resolver) Query() QueryResolver       { return &queryResolver{r} }
func (r *Resolver) Mutation() MutationResolver { return &mutationResolver{r} }
func (r *Resolver) Entity() EntityResolver     { return &entityResolver{r} }
func (r *Resolver) Offender() OffenderResolver { return &offenderResolver{r} }

func (r *queryResolver) Treatment(_ context.Context, id string) (*Treatment, error) {
	return r.Store.Treatment(id), nil
}

// FindTreatmentByID gives the record that the gateway asks for: nil for a key that leads to none, and no error.
func (r *entityResolver) FindTreatmentByID(_ context.Context, id string) (*Treatment, error) {
	return r.Store.Treatment(id), nil
}

// FindOffenderByID makes a place for somebody else's record: gqlgen puts what the gateway hands over into it.
func (r *entityResolver) FindOffenderByID(_ context.Context, id string) (*Offender, error) {
	return &Offender{ID: id, JoinIdentifiers: &Identifiers{}}, nil
}

func (r *offenderResolver) Treatments(_ context.Context, offender *Offender) ([]*Treatment, error) {
	return r.Store.TreatmentsOf(offender.JoinIdentifiers.Crns), nil
}

var crnForm = regexp.MustCompile(`^[A-Z]{1,2}\d{6}$`)

func (r *mutationResolver) StartTreatment(_ context.Context, input StartTreatmentInput) (*Treatment, error) {
	// What the hub would refuse must not be written here either: a record without its event cannot be mended later.
	if !crnForm.MatchString(input.Crn) {
		return nil, fmt.Errorf("crn must be a case reference number such as X204011")
	}
	for name, text := range map[string]string{"dateOfBirth": input.DateOfBirth, "startedOn": input.StartedOn} {
		if _, err := time.Parse("2006-01-02", text); err != nil {
			return nil, fmt.Errorf("%s must be a date such as 2026-10-01", name)
		}
	}
	if input.Forename == "" || input.Surname == "" {
		return nil, fmt.Errorf("forename and surname must not be empty")
	}
	treatment, err := r.Store.Start(input)
	if err == nil {
		r.Recorded()
	}
	return treatment, err
}
