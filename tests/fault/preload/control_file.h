// SPDX-License-Identifier: Apache-2.0
// The run's side of control.h: makes the file, gives orders while the server runs, reads the counts, and says
// how to start a program that obeys. One per server; used by the runs (scenario/) and by preload_test.
#pragma once

#include <fcntl.h>
#include <sys/mman.h>

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "tests/fault/preload/control.h"
#include "tests/process/file_descriptor.h"

namespace heartlink::fault::preload {

class ControlFile {
 public:
  // Makes the file, without an order and with all counts at 0.
  explicit ControlFile(std::string path) : path_(std::move(path)) {
    const process::FileDescriptor file{
        ::open(path_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR)};
    if (file.number() < 0 || ::ftruncate(file.number(), sizeof(Control)) != 0) fail();
    void* memory = ::mmap(nullptr, sizeof(Control), PROT_READ | PROT_WRITE, MAP_SHARED, file.number(), 0);
    if (memory == MAP_FAILED) fail();
    control_ = static_cast<Control*>(memory);
  }
  ControlFile(const ControlFile&) = delete;
  ControlFile& operator=(const ControlFile&) = delete;
  ~ControlFile() { ::munmap(control_, sizeof(Control)); }

  // Takes the place of the order before. Throws when such a step cannot suffer that.
  void arm(const Order& order) {
    if (!fits(order.step, order.action) || order.countdown == 0 || order.countdown > countdown_max)
      throw std::invalid_argument("no such fault: " + std::string{name_of(order.action)} + " at " +
                                  std::string{name_of(order.step)});
    disarm();
    control_->argument.store(order.argument, std::memory_order_relaxed);
    control_->word.store(word_of(order, order.countdown), std::memory_order_release);
  }
  void disarm() { control_->word.store(0, std::memory_order_release); }

  // False once an order that strikes once has struck.
  [[nodiscard]] bool armed() const { return control_->step() != Step::none; }
  // How often an order has struck, and how often a step has happened, since the file was made.
  [[nodiscard]] std::uint64_t strikes() const { return control_->strikes.load(); }
  [[nodiscard]] std::uint64_t seen(Step step) const {
    return control_->seen[static_cast<std::size_t>(step)].load();
  }

  // Put before a command's words: the program starts with the library in front of its libc. Same pid. The
  // command must be the server alone, not a shell, or the shell is what the faults meet.
  [[nodiscard]] std::vector<std::string> prefix(const std::string& library) const {
    return {"/usr/bin/env", "LD_PRELOAD=" + library, std::string{control_variable} + "=" + path_};
  }

 private:
  [[noreturn]] void fail() const { throw std::system_error(errno, std::generic_category(), path_); }

  std::string path_;
  Control* control_ = nullptr;
};

// The library as the build puts it: beside the test programs.
inline std::string library_path() {
  return (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "libfault_preload.so").string();
}

}  // namespace heartlink::fault::preload
