// Vonage signed webhooks with net/http. Run: go mod tidy && VONAGE_SIGNATURE_SECRET=… go run .
// Run so far with Debian's golang-jwt 4.4.3, of the same API.
package main

import (
	"encoding/json"
	"errors"
	"io"
	"log"
	"net/http"
	"os"
	"sync"
	"time"
)

const maxBody, maxReplays = 1 << 20, 100_000

func main() {
	if len(secret) == 0 {
		log.Fatal("VONAGE_SIGNATURE_SECRET is not set: it is the signature secret in the Dashboard's settings")
	}
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	replays := &replays{until: map[string]time.Time{}}
	http.Handle("/webhooks/event", replays.verified(event, false))
	http.Handle("/webhooks/answer", replays.verified(answer, true))
	server := http.Server{Addr: "127.0.0.1:" + port, ReadTimeout: 3 * time.Second, WriteTimeout: 5 * time.Second}
	log.Fatal(server.ListenAndServe())
}

// event and answer get the verified JSON: the body of a POST, or the query of a GET.
func event(w http.ResponseWriter, payload []byte) error {
	var call struct{ Status, UUID any }
	if err := json.Unmarshal(payload, &call); err != nil {
		return err
	}
	log.Printf("%q: %q", call.Status, call.UUID)
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func answer(w http.ResponseWriter, _ []byte) error {
	w.Header().Set("Content-Type", "application/json")
	_, err := io.WriteString(w, `[{"action":"talk","text":"Hello"}]`)
	return err
}

func (r *replays) verified(handle func(http.ResponseWriter, []byte) error, acceptGet bool) http.HandlerFunc {
	return func(w http.ResponseWriter, request *http.Request) {
		if request.Method != "POST" && !(acceptGet && request.Method == "GET") {
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		payload, err := io.ReadAll(http.MaxBytesReader(w, request.Body, maxBody))
		if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
			w.WriteHeader(http.StatusRequestEntityTooLarge)
			return
		} else if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		headers := request.Header.Values("Authorization")
		if len(headers) == 0 {
			// Vonage can fail to sign a webhook. After a 503 it sends the webhook again, signed.
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		if request.Method == "GET" && len(payload) == 0 {
			payload, err = queryJSON(request.URL.RawQuery)
		} else if request.Method == "GET" {
			err = errRejected
		}
		token, rejected := verify(headers[0], payload)
		if len(headers) != 1 || err != nil || rejected != nil {
			w.Header().Set("WWW-Authenticate", "Bearer")
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		// With the method: a token that was replayed as a POST of the query's JSON must not block the genuine GET.
		token = request.Method + " " + token
		if status := r.begin(token); status != 0 {
			w.WriteHeader(status)
			return
		}
		done := false
		defer func() {
			if !done { // after an error or a panic, so that Vonage's retry is no replay
				r.release(token)
			}
		}()
		if err := handle(w, payload); err != nil {
			log.Print(err)
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		done = true
	}
}

// replays holds the tokens that are being handled or were handled. Several processes need a shared store.
type replays struct {
	sync.Mutex
	until map[string]time.Time
}

// begin returns 0, or the status that refuses the token.
func (r *replays) begin(token string) int {
	r.Lock()
	defer r.Unlock()
	if _, found := r.until[token]; found {
		return http.StatusConflict
	}
	if len(r.until) >= maxReplays {
		for old, until := range r.until {
			if time.Now().After(until) {
				delete(r.until, old)
			}
		}
	}
	if len(r.until) >= maxReplays {
		return http.StatusServiceUnavailable
	}
	r.until[token] = time.Now().Add((maxAge + 2*maxSkew) * time.Second)
	return 0
}

func (r *replays) release(token string) {
	r.Lock()
	defer r.Unlock()
	delete(r.until, token)
}
