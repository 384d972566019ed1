// SPDX-License-Identifier: Apache-2.0
// An object that late callbacks may outlive. The object owns an Anchor; a callback keeps an Anchor<T>::Ref
// and finds nothing once the object is gone. Both are used on the object's own thread; only the count is
// shared with others.
#pragma once

#include <memory>

namespace heartlink::base {

template <class T>
class Anchor {
 public:
  class Ref {
   public:
    [[nodiscard]] T* get() const { return *target_; }

   private:
    friend class Anchor;
    explicit Ref(std::shared_ptr<T*> target) : target_(std::move(target)) {}
    std::shared_ptr<T*> target_;
  };

  explicit Anchor(T* target) : target_(std::make_shared<T*>(target)) {}
  Anchor(const Anchor&) = delete;
  Anchor& operator=(const Anchor&) = delete;
  ~Anchor() { *target_ = nullptr; }

  [[nodiscard]] Ref ref() const { return Ref{target_}; }

 private:
  std::shared_ptr<T*> target_;
};

}  // namespace heartlink::base
