// Writes records as another agency's producer in Go would: franz-go with the compression that it is told, and its
// defaults for everything else. Reads one record a line from standard input, each
// {"key": …, "headers": {…}, "value": …}, and says "written" when the brokers have all of them.
//
//	go-producer <brokers> <topic> <none|gzip|snappy|lz4|zstd>
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/twmb/franz-go/pkg/kgo"
)

type line struct {
	Key     string            `json:"key"`
	Headers map[string]string `json:"headers"`
	Value   string            `json:"value"`
}

var codecs = map[string]kgo.CompressionCodec{
	"none":   kgo.NoCompression(),
	"gzip":   kgo.GzipCompression(),
	"snappy": kgo.SnappyCompression(),
	"lz4":    kgo.Lz4Compression(),
	"zstd":   kgo.ZstdCompression(),
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 4 {
		log.Fatal("usage: go-producer <brokers> <topic> <none|gzip|snappy|lz4|zstd>")
	}
	codec, known := codecs[os.Args[3]]
	if !known {
		log.Fatalf("no such compression: %s", os.Args[3])
	}
	client, err := kgo.NewClient(
		kgo.SeedBrokers(strings.Split(os.Args[1], ",")...),
		kgo.DefaultProduceTopic(os.Args[2]),
		kgo.ProducerBatchCompression(codec),
		kgo.ProducerBatchMaxBytes(8<<20),
	)
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()

	input := bufio.NewReader(os.Stdin)
	decoder := json.NewDecoder(input)
	var records []*kgo.Record
	for decoder.More() {
		var one line
		if err := decoder.Decode(&one); err != nil {
			log.Fatal(err)
		}
		record := &kgo.Record{Key: []byte(one.Key), Value: []byte(one.Value)}
		for name, value := range one.Headers {
			record.Headers = append(record.Headers, kgo.RecordHeader{Key: name, Value: []byte(value)})
		}
		records = append(records, record)
	}
	if err := client.ProduceSync(context.Background(), records...).FirstErr(); err != nil {
		log.Fatal(err)
	}
	fmt.Println("written")
}
