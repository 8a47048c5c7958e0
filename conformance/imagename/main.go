// Command imagename parses names of images with the library of the kubelet.
//
// Standard input: one name a line, as a JSON string. Standard output: for each, one line of JSON: {"repository", "reference"}, or {} if the
// library refuses the name.
package main

import (
	"bufio"
	_ "crypto/sha256"
	_ "crypto/sha512"
	"encoding/json"
	"log"
	"os"

	"github.com/distribution/reference"
)

type answer struct {
	Repository string `json:"repository,omitempty"`
	Reference  string `json:"reference,omitempty"`
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 16<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	for in.Scan() {
		var name string
		if err := json.Unmarshal(in.Bytes(), &name); err != nil {
			log.Fatal(err)
		}
		var parsed answer
		if ref, err := reference.ParseDockerRef(name); err == nil {
			parsed = answer{ref.Name(), ref.String()}
		}
		if err := encoder.Encode(parsed); err != nil {
			log.Fatal(err)
		}
	}
	if err := in.Err(); err != nil {
		log.Fatal(err)
	}
}
