// SPDX-License-Identifier: Apache-2.0
// The Chinese sentences of what somebody may choose in the settings. Those about the account itself are in
// zh_account.ts, which registering needs too.
export const zhSettings = {
  'theme.title': '外观',
  'theme.system': '跟随系统',
  'theme.light': '浅色',
  'theme.dark': '深色',

  'notify.title': '通知和声音',
  'notify.label': '有新消息时通知我',
  'notify.on': '已开启。网页开着时提醒，关掉网页后不提醒。',
  'notify.off': '没有开启。',
  'notify.asks': '没有开启。打开时浏览器会问你是否允许。',
  'notify.denied': '浏览器已禁止这个网站发通知。在浏览器的网站设置里改成允许，再回来打开。',
  'notify.unsupported': '这个浏览器不支持通知。',
  'notify.add_to_home': 'iPhone 和 iPad 需先“添加到主屏幕”，再从主屏幕打开。',
  'notify.insecure': '当前地址不是 https，浏览器不允许通知。',
  'notify.content': '通知里显示消息内容',
  'notify.content_about': '关掉后只显示是谁发来的。配对的聊天从不显示内容。',
  'notify.sound': '声音',
  'notify.sound_about': '页面在后台，或别的房间来了消息时响一声。',

  'enter.title': '写消息时按回车',
  'enter.auto': '有键盘时发送，触屏上换行',
  'enter.enter': '总是发送，Shift + 回车换行',
  'enter.ctrl': '总是换行，Ctrl 或 ⌘ + 回车发送',

  'keys.show': '查看键盘快捷键',

  'receipts.title': '已读回执',
  'receipts.label': '显示已读',
  'receipts.about': '关掉后，别人看不到你读到哪里，你也看不到别人读到哪里。在你的所有设备上生效。',

  'blocked.title': '已拉黑的人',
  'blocked.about': '你们不会配对，对方不能给你发消息。对方不会知道。',
  'blocked.none': '没有拉黑任何人。',
  'blocked.since': '{time} 拉黑',
  'blocked.alias': '心动链接里的化名',
  'blocked.unblock': '解除拉黑',
  'blocked.done': '已解除拉黑：{name}',

  'settings.ops': '运维',
  'settings.contact': '联系站点：{contact}',
} as const;
