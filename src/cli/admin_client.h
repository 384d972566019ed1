// SPDX-License-Identifier: Apache-2.0
// How an operator's command reaches the data, whether the server runs or not (architecture: Admin). Whoever
// holds the lock of the data directory does the work: this process, alone, or the server, asked through
// `data/admin.sock`.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

#include <boost/json/object.hpp>

#include "base/config.h"
#include "bus/bus.h"
#include "store/store.h"

namespace heartlink::cli {

class AdminClient {
 public:
  // How long another holder of the lock may take to listen or to go, and how often that is looked at.
  struct Patience {
    std::chrono::milliseconds most{5000};
    std::chrono::milliseconds step{50};
  };

  // All of them outlive it. Alone, nobody listens to the bus.
  AdminClient(const base::Config& config, const store::Opener& open_store, bus::Bus& bus, Patience patience)
      : config_(config), open_store_(open_store), bus_(bus), patience_(patience) {}
  AdminClient(const base::Config& config, const store::Opener& open_store, bus::Bus& bus)
      : AdminClient(config, open_store, bus, Patience{}) {}

  // The answer of api/admin.h, or a refusal in the same shape: data_busy when the directory stayed locked and
  // nobody listened, unavailable when the server went away, what the opener refused. Blocks.
  [[nodiscard]] boost::json::object run(const boost::json::object& request) const;

  // A list that comes in pages. `cursor` is the field that takes "next": `after` or `before`.
  struct Listing {
    std::string name;  // of the list in the answer: "users"
    std::string cursor;
    std::size_t rows_max;
  };

  // Asks page by page while there is a next one. The value: the last answer with all rows, or the refusal.
  [[nodiscard]] boost::json::object run_listing(boost::json::object request, const Listing& listing) const;

 private:
  using Ask = std::function<boost::json::object(const boost::json::object& request)>;
  using Talk = std::function<boost::json::object(const Ask& ask)>;

  // Runs `talk` with whoever holds the data directory.
  [[nodiscard]] boost::json::object converse(const Talk& talk) const;
  [[nodiscard]] boost::json::object talk_alone(store::Store& store, const base::Clock& clock,
                                               const Talk& talk) const;

  const base::Config& config_;
  const store::Opener& open_store_;
  bus::Bus& bus_;
  Patience patience_;
};

}  // namespace heartlink::cli
