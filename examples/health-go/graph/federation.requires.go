package graph

import (
	"context"
	"encoding/json"
)

// PopulateOffenderRequires takes what the gateway hands over with a person: nothing when `treatments` is not asked for.
func (ec *executionContext) PopulateOffenderRequires(ctx context.Context, entity *Offender, reps map[string]interface{}) error {
	identifiers, ok := reps["joinIdentifiers"]
	if !ok {
		return nil
	}
	text, err := json.Marshal(identifiers)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, entity.JoinIdentifiers)
}
