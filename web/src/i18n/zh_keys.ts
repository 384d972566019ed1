// SPDX-License-Identifier: Apache-2.0
// The Chinese sentences of the table of keyboard shortcuts, for whoever asks for it.
export const zhKeys = {
  'keys.title': '键盘快捷键',
  'keys.close': '关闭',
  'keys.page': '整个页面',
  'keys.room': '在房间里',
  'keys.message': '在一条消息上',
  'keys.find': '找人或房间',
  'keys.chats': '上一个、下一个聊天',
  'keys.unread': '下一个未读聊天',
  'keys.regions': '下一个、上一个区域',
  'keys.leave': '关闭打开的面板，取消回复',
  'keys.help': '看这张表',
  'keys.letter': '任意字母',
  'keys.write': '到输入框',
  'keys.send': '发送',
  'keys.newline': '换行',
  'keys.mute': '开启、取消免打扰',
  'keys.end': '结束和陌生人的对话',
  'keys.walk': '上一条、下一条',
  'keys.ends': '最早、最新的一条',
  'keys.menu': '可以做什么',
} as const;
