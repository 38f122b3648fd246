// A subgraph of Throughgate in Go: HUB_SUBGRAPH_KEY=... go run .
//
// gqlgen answers GraphQL and Federation. What is Throughgate's is the gateway's signature (signature.go) and the change
// events (sender.go): set HUB_REGISTRY_URL and HUB_TOKEN for these.
package main

import (
	"context"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"example.org/health/graph"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/transport"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("health: ")
	keys := keysOf(os.Getenv("HUB_SUBGRAPH_KEY"), os.Getenv("HUB_SUBGRAPH_KEY_PREVIOUS"))
	if len(keys) == 0 {
		log.Fatal("set HUB_SUBGRAPH_KEY to the key that `hub key show health` prints, 32 characters or more.")
	}
	store, err := graph.OpenStore(setting("health.jsonl", "HEALTH_FILE"))
	if err != nil {
		log.Fatal(err)
	}
	recorded := func() {}
	if url, token := os.Getenv("HUB_REGISTRY_URL"), os.Getenv("HUB_TOKEN"); url != "" && token != "" {
		sender := newSender(store, url, token)
		recorded = sender.ring
		go sender.run()
	} else {
		log.Print("HUB_REGISTRY_URL and HUB_TOKEN are not set: events wait in the outbox")
	}

	resolver := &graph.Resolver{Store: store, Recorded: recorded}
	server := handler.New(graph.NewExecutableSchema(graph.Config{Resolvers: resolver}))
	server.AddTransport(transport.POST{})
	// gqlgen counts `_service { sdl }` as introspection. Only the gateway gets this far.
	server.Use(extension.Introspection{})
	routes := http.NewServeMux()
	routes.Handle("/graphql", onlyGateway(newVerifier("health", keys), server))
	routes.HandleFunc("/health/ready", func(writer http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(writer, `{"ready":true}`)
	})

	listener, err := net.Listen("tcp", "127.0.0.1:"+setting("4020", "PORT", "HUB_PORT"))
	if err != nil {
		log.Fatal(err)
	}
	service := &http.Server{Handler: routes}
	stopped, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	go func() {
		<-stopped.Done()
		service.Shutdown(context.Background())
	}()
	fmt.Printf("ready http://%s/graphql\n", listener.Addr())
	if err := service.Serve(listener); err != http.ErrServerClosed {
		log.Fatal(err)
	}
}

// setting is the first of these variables that is set, or the default.
func setting(otherwise string, names ...string) string {
	for _, name := range names {
		if value := os.Getenv(name); value != "" {
			return value
		}
	}
	return otherwise
}
