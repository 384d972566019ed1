// SPDX-License-Identifier: Apache-2.0
// The durability proof: a store works, every step of its disk is recorded, and for points in time all over
// the record the power goes out. Every image of the disk that is possible then must start, be sound and hold
// every acknowledged message. Called by disk_main.cc, and by its own test with a disk that lies.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace heartlink::fault::disk {

struct ImageOptions {
  ImageOptions() = default;

  std::uint64_t seed = 1;
  std::size_t images = 5000;  // at least so many different ones
  std::size_t batches = 160;
  bool lies_about_syncs = false;
  std::size_t wrong_max = 1;  // stops after so many bad images
};

struct ImageReport {
  std::size_t images = 0;
  std::size_t crash_points = 0;
  std::size_t torn = 0;  // images with a torn write; the same of the next two
  std::size_t dropped = 0;
  std::size_t reordered = 0;
  std::size_t killed_first = 0;  // images of a second process's end, after the first was killed
  std::size_t acknowledged = 0;
  std::size_t lost = 0;
  std::size_t bad = 0;  // images
  std::vector<std::string> wrong;
};

[[nodiscard]] ImageReport run_images(const ImageOptions& options);

// "images=5230 crash_points=… lost=0".
[[nodiscard]] std::string line_of(const ImageReport& report);

}  // namespace heartlink::fault::disk
