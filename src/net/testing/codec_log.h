// SPDX-License-Identifier: Apache-2.0
//
// Runs the WebSocket codec over given octets and writes down what happened, one line of text per event.
// Shared by the codec's tests and its fuzz target, which both hold that the way the octets are cut leaves no
// trace in the log.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/websocket_codec.h"

namespace heartlink::net::testing {

using Log = std::vector<std::string>;

class LoggingSink final : public WebSocketCodec::Sink {
 public:
  // Asks the codec to stop after every `stop_every`-th event; 0 is never.
  explicit LoggingSink(std::size_t stop_every = 0) : stop_every_(stop_every) {}

  bool on_message(protocol::Opcode opcode, std::string_view payload) override {
    return note(opcode == protocol::Opcode::text ? "text " : "binary ", payload);
  }
  bool on_ping(std::string_view payload) override { return note("ping ", payload); }
  bool on_pong(std::string_view payload) override { return note("pong ", payload); }
  void on_close(std::uint16_t code, std::string_view reason) override {
    note("close " + std::to_string(code) + " ", reason);
  }

  Log log;

 private:
  bool note(std::string line, std::string_view payload) {
    line += payload;
    log.push_back(std::move(line));
    return stop_every_ == 0 || log.size() % stop_every_ != 0;
  }

  std::size_t stop_every_;
};

// How many octets to feed next, asked with what is left; an answer beyond that is cut. 0 is allowed.
using NextPiece = std::function<std::size_t(std::size_t left)>;

struct CodecRun {
  Log log;                      // A violation is the last line: "fail <code> <reason>".
  std::size_t owned_bytes_max;  // The most heap the codec held between two calls.
  std::size_t owned_bytes_end;
  bool finished;
};

// Feeds `bytes` in pieces, each in a buffer of exactly its size so that a sanitizer sees every step outside.
// What a stopping sink leaves is fed again, as a caller must.
inline CodecRun run_codec(std::string_view bytes, CodecLimits limits, const NextPiece& next,
                          std::size_t stop_every = 0) {
  WebSocketCodec codec(limits);
  LoggingSink sink(stop_every);
  CodecRun run{};
  std::size_t at = 0;
  bool failed = false;
  do {
    const std::string_view piece = bytes.substr(at, next(bytes.size() - at));
    std::vector<char> buffer(piece.begin(), piece.end());
    const WebSocketCodec::Fed fed = codec.feed(buffer, sink);
    at += fed.consumed;
    if (fed.violation && !failed) {
      sink.log.push_back("fail " + std::to_string(fed.violation->close_code) + " " +
                         std::string(fed.violation->reason));
    } else if (fed.violation) {
      sink.log.emplace_back("a second violation");
    }
    failed = failed || fed.violation.has_value();
    run.owned_bytes_max = std::max(run.owned_bytes_max, codec.owned_bytes());
  } while (at < bytes.size());
  run.log = std::move(sink.log);
  run.owned_bytes_end = codec.owned_bytes();
  run.finished = codec.finished();
  return run;
}

inline CodecRun run_whole(std::string_view bytes, CodecLimits limits = {}) {
  return run_codec(bytes, limits, [](std::size_t left) { return left; });
}

inline CodecRun run_octets(std::string_view bytes, CodecLimits limits = {}) {
  return run_codec(bytes, limits, [](std::size_t) { return std::size_t{1}; });
}

// Two pieces, cut in front of octet `cut`.
inline CodecRun run_cut(std::string_view bytes, std::size_t cut, CodecLimits limits = {}) {
  return run_codec(bytes, limits, [cut, first = true](std::size_t left) mutable {
    const std::size_t piece = first ? cut : left;
    first = false;
    return piece;
  });
}

}  // namespace heartlink::net::testing
