// SPDX-License-Identifier: Apache-2.0
#include "store/sql/handover.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace heartlink::store::sql {

void hand_over(Jobs jobs) {
  // As many executors as workers: a search through a few pointers.
  std::vector<std::pair<base::Executor*, std::shared_ptr<Jobs>>> groups;
  for (auto& job : jobs) {
    base::Executor* asker = &job->asker();
    auto group =
        std::find_if(groups.begin(), groups.end(), [asker](const auto& g) { return g.first == asker; });
    if (group == groups.end()) group = groups.insert(group, {asker, std::make_shared<Jobs>()});
    group->second->push_back(std::move(job));
  }
  for (auto& [asker, group] : groups) {
    asker->post([answered = std::move(group)] {
      for (const auto& job : *answered) job->answer();
    });
  }
}

void refuse_all(Jobs jobs, const base::Error& error) {
  for (const auto& job : jobs) job->refuse(error);
  hand_over(std::move(jobs));
}

}  // namespace heartlink::store::sql
