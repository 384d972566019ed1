// SPDX-License-Identifier: Apache-2.0
// F6: the data directory is a small file system that somebody fills up. Messages are refused storage_full,
// reading goes on, and as soon as there is space again messages are taken. A server that starts on a full
// disk serves its history.
#include <sys/mount.h>

#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>

#include "tests/fault/scenario/scenarios.h"
#include "tests/fault/scenario/server_figures.h"
#include "tests/process/people.h"

namespace heartlink::fault {
namespace {

constexpr seconds back_within{5};

// A file system in memory on the server's data directory, gone with this object.
class SmallDisk {
 public:
  explicit SmallDisk(std::string path) : path_(std::move(path)) {
    if (::mount("none", path_.c_str(), "tmpfs", 0, "size=24m,mode=0700") != 0)
      throw std::system_error(errno, std::generic_category(), "mount " + path_);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() { ::umount2(path_.c_str(), MNT_DETACH); }

  // Takes every byte that is left.
  void fill() const {
    std::ofstream file{filler(), std::ios::binary | std::ios::app};
    for (std::size_t block : {std::size_t{65536}, std::size_t{4096}, std::size_t{1}}) {
      const std::string bytes(block, 'x');
      while (file.write(bytes.data(), static_cast<std::streamsize>(block)).flush()) continue;
      file.clear();
    }
  }
  void free() const { ::unlink(filler().c_str()); }

 private:
  [[nodiscard]] std::string filler() const { return path_ + "/filler"; }

  std::string path_;
};

std::string answer_to_a_message(Trial& trial, const std::string& room) {
  const auto answer = trial.person("owner").try_say(room, "is there space?");
  return answer.status == 200 ? "stored" : std::string{answer.json().at("code").as_string()};
}

// What others wrote while the disk was filled may still fit: some messages, not many.
void expect_refusal(Trial& trial) {
  const process::Deadline deadline{seconds{5}};
  auto code = answer_to_a_message(trial, "notes");
  while (code == "stored" && !deadline.passed()) code = answer_to_a_message(trial, "notes");
  if (code != "storage_full") trial.find("I1: on a full disk a message is answered " + code);
  trial.count("storage_full", code == "storage_full" ? 1 : 0);
}

void expect_reading(Trial& trial) {
  const auto& owner = trial.person("owner");
  for (const auto* target : {"/tools/api/chat/r1/messages/?limit=50", "/tools/api/chat/rooms/",
                             "/users/api/session-status/", "/livez"}) {
    const auto answer = owner.get(target);
    if (answer.status != 200)
      trial.find("I10: on a full disk " + std::string{target} + " answers " + std::to_string(answer.status));
  }
  (void)owner.live_in("r1");  // throws when the door is shut
  trial.count("reads", 5);
}

void free_and_recover(Trial& trial, const SmallDisk& disk) {
  disk.free();
  const auto took = trial.wait_for_acknowledgement(back_within);
  trial.measure("recovery_ms", took.count());
}

}  // namespace

int run_disk_full(RunOptions options) {
  const int rounds = options.smoke ? 1 : 3;
  Trial trial{std::move(options), {"limits.wal_passive_bytes=1MiB"}};
  const SmallDisk disk{trial.server.data()};
  trial.open(3, 3, 2);
  // Where this scenario itself talks: a room that no client reads.
  process::accepted(trial.person("owner").post("/tools/api/chat/create-room/", {{"room_name", "notes"}}));
  trial.bound("recovery_ms", std::chrono::milliseconds{back_within}.count());
  trial.start_crowd(4, 50);
  trial.work_until(500);
  trial.phase("fault");
  for (int round = 0; round < rounds; ++round) {
    disk.fill();
    expect_refusal(trial);
    expect_reading(trial);
    trial.work_for(seconds{1});
    free_and_recover(trial, disk);
    trial.work_for(seconds{1});
  }
  disk.fill();
  expect_refusal(trial);
  trial.server.kill();
  trial.server.start_unready();
  expect_reading(trial);
  expect_refusal(trial);
  free_and_recover(trial, disk);
  trial.phase("healed");
  trial.work_for(seconds{1});
  return trial.finish();
}

}  // namespace heartlink::fault
