module example.org/health

go 1.19

require (
	github.com/99designs/gqlgen v0.17.49
	github.com/google/uuid v1.6.0
	github.com/vektah/gqlparser/v2 v2.5.16
)

require (
	github.com/agnivade/levenshtein v1.1.1 // indirect
	github.com/gorilla/websocket v1.5.0 // indirect
	github.com/hashicorp/golang-lru/v2 v2.0.7 // indirect
	github.com/mitchellh/mapstructure v1.5.0 // indirect
	github.com/sosodev/duration v1.3.1 // indirect
)
