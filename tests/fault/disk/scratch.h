// SPDX-License-Identifier: Apache-2.0
// A directory for images of disks, gone with its owner: in memory where the machine has such a place, because
// these images are synced thousands of times and none of that is what is measured.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>

namespace heartlink::fault::disk {

class Scratch {
 public:
  Scratch() {
    std::error_code error;
    const bool memory = std::filesystem::is_directory("/dev/shm", error);
    std::string pattern = (memory ? "/dev/shm" : std::filesystem::temp_directory_path().string());
    pattern += "/heartlink-disk-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no directory like " + pattern);
    path_ = pattern;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] std::string folder(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace heartlink::fault::disk
