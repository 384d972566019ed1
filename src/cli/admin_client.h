// SPDX-License-Identifier: Apache-2.0
// How an operator's command reaches the data, whether the server runs or not (architecture: Admin). Whoever
// holds the lock of the data directory does the work: this process, alone, or the server, asked through
// `data/admin.sock`.
#pragma once

#include <chrono>

#include <boost/json/object.hpp>

#include "base/config.h"
#include "store/store.h"

namespace heartlink::cli {

class AdminClient {
 public:
  // How long another holder of the lock may take to listen or to go, and how often that is looked at.
  struct Patience {
    std::chrono::milliseconds most{5000};
    std::chrono::milliseconds step{50};
  };

  // Both outlive it.
  AdminClient(const base::Config& config, const store::Opener& open_store, Patience patience)
      : config_(config), open_store_(open_store), patience_(patience) {}
  AdminClient(const base::Config& config, const store::Opener& open_store)
      : AdminClient(config, open_store, Patience{}) {}

  // The answer of api/admin.h, or a refusal in the same shape: data_busy when the directory stayed locked and
  // nobody listened, unavailable when the server went away, what the opener refused. Blocks.
  [[nodiscard]] boost::json::object run(const boost::json::object& request) const;

 private:
  [[nodiscard]] boost::json::object run_alone(store::Store& store, const boost::json::object& request) const;

  const base::Config& config_;
  const store::Opener& open_store_;
  Patience patience_;
};

}  // namespace heartlink::cli
