// SPDX-License-Identifier: Apache-2.0
// The twelve invariants, one function each, called by check() alone. Each says what is wrong and never what
// is merely unusual: a retry, a second acknowledgement, a lost answer or a resumed socket is no violation. An
// invariant whose events a history does not have finds nothing; only a history without a final reading of
// every room proves nothing, and that is found.
#pragma once

#include <cstdint>

#include "tests/fault/checker/facts.h"
#include "tests/fault/checker/violations.h"

namespace heartlink::fault::checker {

// I1, no loss. Every acknowledged message is in every final history of its room with the body that was sent;
// a recalled one is its id. A history with the phase "end" must have been read by "http", "socket" and
// "database"; one without, in every way that it has anywhere, and in one at least. A room that was used and
// lacks one of them counts as all of its messages lost, since nothing shows that they are there. Under
// another id than the acknowledged one is not lost, but I2 or I6.
void check_no_loss(const Facts& facts, Violations& violations);

// I2, no double. A cid has one id in all acknowledgements and all readings; a connection delivers an id once,
// and none at or below the one it was opened behind. An id may come again on a connection that asked for it
// with a lower `after`, and may be delivered and fetched, for the two race.
void check_no_double(const Facts& facts, Violations& violations);

// I3, order and agreement. The ids of a final history are 1 … N without a hole, and N is the same for all of
// its readers; ids ascend on every connection; whoever sees an id sees the same cid, body and kind there.
// What a reader calls recalled agrees with everything: a recall takes the words and keeps the id.
void check_order(const Facts& facts, Violations& violations);

// I4, real time. What was acknowledged before another was first sent has the lower id in a room, whoever sent
// them. One client's sends over sockets keep their order too, because it resends in order after a cut, except
// where an attempt was refused; where this run refuses anything, an attempt without an answer may have been.
void check_real_time(const Facts& facts, Violations& violations);

// I5, no phantom. Each message that is read was sent, with that body, and at least one attempt to send it was
// acknowledged, unanswered or is still open: what was refused every time is not there.
void check_no_phantom(const Facts& facts, Violations& violations);

// I6, sends without an answer. They are there once or not at all, and a retry names the same id (what I2 says
// of all messages is reported here for these); "dup" is only said of what an earlier attempt may have stored.
void check_unanswered(const Facts& facts, Violations& violations);

// I7, live completeness. From where its first greeted connection began up to the highest id that it reached,
// a client sees every id: in a row on a live connection, and before `resumed` with no hole that it does not
// then call a gap, which must be fetched (as must what was skipped before a cut came instead of `resumed`). A
// reset never happens. Who is connected at the phase "end", and still in the room, has seen its head. Who is
// not owes nothing above its last id, nor what was skipped so and it had perhaps no time to fetch.
void check_live_completeness(const Facts& facts, Violations& violations);

// I8, isolation. No message is read or acknowledged in another room than that into which it was sent, and
// none stands where the last change of its author's membership before it is "removed" or "left". Nobody
// is greeted while the last change of his membership at that head is "removed" or "left", and a connection
// delivers neither such an entry about its own user nor anything behind it. Whoever no entry is about is a
// member. (Rooms open to all, which one may leave and enter again without an entry, must not be left in a
// run.)
void check_isolation(const Facts& facts, Violations& violations);

// I9, revocation. One second after a sign-in's end was answered, none of its connections is greeted, delivers
// or acknowledges.
void check_revocation(const Facts& facts, Violations& violations);

// I10, recovery. Within 5 s of "healed" a send is acknowledged, if somebody is sending: an attempt that is
// open then and ends later, or one of the first 4 s. Not judged when the next fault, the end or the end of
// the history comes within those 5 s.
void check_recovery(const Facts& facts, Violations& violations);

// I11, integrity. What a tool of the run has found. Words that begin with another invariant ("I10: …") are
// its.
void check_findings(const Facts& facts, Violations& violations);

// I12, bounds. No measure is over the bound last set for it; and the sends of clients called "healthy…" take
// in the phases "fault" at most twice as long as in "baseline" (p99), where 25 ms and less count as 25 ms,
// which is noise on two shared cores. Not judged under 100 sends in either.
void check_bounds(const Facts& facts, Violations& violations);

struct Latency {
  std::size_t baseline_sends = 0;
  std::size_t fault_sends = 0;
  std::int64_t baseline_p99_ns = 0;
  std::int64_t fault_p99_ns = 0;
  Index slowest = none;  // the acknowledgement at the p99 of the phases "fault"
};

// Of the first acknowledgement of each message, from the last attempt before it, in whose phase it counts.
[[nodiscard]] Latency latency_of(const Facts& facts);

}  // namespace heartlink::fault::checker
