// SPDX-License-Identifier: Apache-2.0
// Histories as files: one JSON object per line, keys without a value left out. A client process writes its
// own file; the checker reads all files of a run and puts them in the order of their times.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "tests/fault/history/event.h"

namespace heartlink::fault {

[[nodiscard]] std::string line_of(const Event& event);

// Throws std::runtime_error with the line when it is none.
[[nodiscard]] Event event_of(std::string_view line);

// Appends lines to a file; throws when it cannot. Buffered: flush() before another process reads it.
class HistoryWriter {
 public:
  explicit HistoryWriter(const std::string& path);

  // Fills in the time when there is none.
  void write(Event event);
  void flush();

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, Closer> file_;
  std::string path_;
};

[[nodiscard]] std::int64_t now_ns();

// Every *.jsonl of a folder, sorted by time; lines of one file keep their order.
[[nodiscard]] History read_histories(const std::string& folder);

}  // namespace heartlink::fault
