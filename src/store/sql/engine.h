// SPDX-License-Identifier: Apache-2.0
// What the ports share: where writes and reads go, and what holds for as long as the store is open.
#pragma once

#include <chrono>
#include <string>

#include "base/clock.h"
#include "base/limits.h"
#include "filter/filter.h"
#include "store/sql/read_line.h"
#include "store/sql/write_line.h"

namespace heartlink::store::sql {

struct Engine {
  WriteLine& writer;
  ReadLine& readers;
  const base::Clock& clock;
  const base::Limits& limits;
  std::string epoch;  // of this store's incarnation (rows.h: room_epoch); a running store never changes it
  std::chrono::milliseconds recall_window;
  const filter::Filter* filter = nullptr;  // of what strangers write; none: nothing is marked
};

}  // namespace heartlink::store::sql
