#!/bin/sh
# Opens and resolves PagerDuty incidents for the events of `vsw watch`:
#
#   vsw watch --fleet vsw.toml --on-drift examples/ci/on-drift/pagerduty.sh --on-drift-timeout 2m
#
# The timeout is enough for 21 requests of up to 5 s.
#
# PAGERDUTY_ROUTING_KEY is the integration key of a service (Events API v2); PAGERDUTY_EVENTS_URL overrides the address,
# for accounts in the EU. The key is in the body, which goes to curl through stdin. Each application has one incident,
# and its latest event opens or resolves it. Applications after the first 20 share an incident, which must be resolved
# by hand. Needs curl and jq, and reads `vsw/drift/1` from stdin.
set -eu
: "${PAGERDUTY_ROUTING_KEY:?the integration key of a service of PagerDuty}"
export PAGERDUTY_ROUTING_KEY

events=$(jq --compact-output '
    def truncated($max): if length > $max then .[:$max - 1] + "…" else . end;
    def is_open: IN("drift", "heal-failed", "fighting");
    def event($key; $action; $summary; $details):
        {routing_key: env.PAGERDUTY_ROUTING_KEY, event_action: $action, dedup_key: $key, client: "vsw watch"}
        + if $action == "trigger" then
            {payload: {summary: $summary | truncated(1024), source: "vsw watch", severity: "error", custom_details: $details}}
          else {} end;
    (reduce .applications[] as $one ({}; .["\($one.profile)/\($one.id)"] = $one) | to_entries) as $last
    | ($last[:20][]
        | event("vsw/\(.key)"; if .value.event | is_open then "trigger" else "resolve" end;
            "\(.value.name // .value.id): \(.value.detail // .value.code // .value.event)";
            .value | {id, name, profile, event, code, since, moved, healing})),
      ((($last | length) - 20 | if . > 0 then . else 0 end) + .left_out
        | if . > 0 then event("vsw/more"; "trigger"; "\(.) more applications changed: see vsw status"; {count: .})
          else empty end)
')

printf '%s\n' "$events" | while IFS= read -r event; do
    printf '%s' "$event" | curl --silent --show-error --fail --max-time 5 --output /dev/null \
        --header 'Content-Type: application/json' --data-binary @- \
        "${PAGERDUTY_EVENTS_URL:-https://events.pagerduty.com/v2/enqueue}"
done
