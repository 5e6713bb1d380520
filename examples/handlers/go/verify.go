package main

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/golang-jwt/jwt/v5"
)

const maxAge, maxSkew, maxHeader = 300, 60, 16 << 10

var (
	secret      = []byte(os.Getenv("VONAGE_SIGNATURE_SECRET"))
	apiKey      = os.Getenv("VONAGE_API_KEY")
	application = os.Getenv("VONAGE_APPLICATION_ID")

	bearer = regexp.MustCompile(`^(?i:Bearer) (([\w-]+)\.([\w-]+)\.[\w-]{43})$`)
	// The times are checked below: jwt neither requires `iat` nor rejects one that is text.
	parser = jwt.NewParser(
		jwt.WithValidMethods([]string{"HS256"}), jwt.WithJSONNumber(), jwt.WithoutClaimsValidation())
	errRejected = errors.New("rejected")
)

// verify returns a name for the token, the same for each copy of it.
func verify(header string, payload []byte) (string, error) {
	parts := bearer.FindStringSubmatch(header)
	if parts == nil || len(header) > maxHeader {
		return "", errRejected
	}
	claims := jwt.MapClaims{}
	token, err := parser.ParseWithClaims(parts[1], claims, func(*jwt.Token) (any, error) { return secret, nil })
	if err != nil || !uniqueMembers(parts[2]) || !uniqueMembers(parts[3]) {
		return "", errRejected
	}
	_, critical := token.Header["crit"]
	_, unencoded := token.Header["b64"]
	now := time.Now().Unix()
	sum := sha256.Sum256(payload)
	hash, _ := claims["payload_hash"].(string)
	switch {
	case critical || unencoded, // extensions that jwt ignores
		claims["iss"] != "Vonage",
		apiKey != "" && claims["api_key"] != apiKey,
		application != "" && claims["application_id"] != application,
		!between(claims, "iat", now-maxAge, now+maxSkew, true),
		!between(claims, "exp", now-maxSkew, math.MaxInt64, false),
		!between(claims, "nbf", 0, now+maxSkew, false),
		subtle.ConstantTimeCompare([]byte(hash), []byte(hex.EncodeToString(sum[:]))) != 1:
		return "", errRejected
	}
	// Without the signature: the last character of its text has unused bits.
	name := sha256.Sum256([]byte(parts[2] + "." + parts[3]))
	return hex.EncodeToString(name[:]), nil
}

func between(claims jwt.MapClaims, name string, low, high int64, required bool) bool {
	claim, found := claims[name]
	if !found {
		return !required
	}
	number, _ := claim.(json.Number)
	seconds, err := number.Int64()
	return err == nil && low <= seconds && seconds <= high
}

// uniqueMembers rejects a duplicate member: two readers of the token could disagree about its value.
func uniqueMembers(segment string) bool {
	text, _ := base64.RawURLEncoding.DecodeString(segment)
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.Token() // `{`: jwt has parsed the object
	seen := map[json.Token]bool{}
	for decoder.More() {
		var value json.RawMessage
		name, err := decoder.Token()
		if err != nil || seen[name] || decoder.Decode(&value) != nil {
			return false
		}
		seen[name] = true
	}
	return true
}

// queryJSON returns what Vonage signs of a GET: the parameters in order, as one compact JSON object.
func queryJSON(query string) ([]byte, error) {
	seen, members := map[string]bool{}, []string{}
	for _, pair := range strings.Split(query, "&") {
		if pair == "" {
			continue
		}
		before, after, _ := strings.Cut(pair, "=")
		name, nameErr := url.QueryUnescape(before)
		value, valueErr := url.QueryUnescape(after)
		if nameErr != nil || valueErr != nil || seen[name] || !utf8.ValidString(name) || !utf8.ValidString(value) {
			return nil, errRejected
		}
		seen[name] = true
		members = append(members, `"`+escape.Replace(name)+`":"`+escape.Replace(value)+`"`)
	}
	return []byte("{" + strings.Join(members, ",") + "}"), nil
}

// escape writes text as JSON.stringify does. encoding/json would also escape U+2028.
var escape = func() *strings.Replacer {
	pairs := []string{`"`, `\"`, `\`, `\\`, "\b", `\b`, "\t", `\t`, "\n", `\n`, "\f", `\f`, "\r", `\r`}
	for control := rune(0); control < ' '; control++ {
		pairs = append(pairs, string(control), fmt.Sprintf(`\u%04x`, control))
	}
	return strings.NewReplacer(pairs...)
}()
