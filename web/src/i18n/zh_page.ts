// SPDX-License-Identifier: Apache-2.0
// The Chinese sentences of the pages that stand alone: signing in, settings, the debug page and the like.
export const zhPage = {
  'language.switch': '语言',

  'login.title': '登录',
  'login.username': '用户名',
  'login.password': '密码',
  'login.submit': '登录',
  'login.busy': '正在登录…',
  'login.username_empty': '请输入用户名',
  'login.password_empty': '请输入密码',
  'login.expired': '登录已过期，请重新登录',
  'login.cookies_blocked': '浏览器拦截了 Cookie，无法保持登录',
  'login.throttled': '尝试次数太多，请 {n} 秒后再试',
  'login.offline': '连不上服务器，还没有登录。检查网络后再试',
  'login.no_account': '没有账号？',
  'login.register': '注册',

  'field.show': '显示{label}',

  'missing.title': '没有这个页面',
  'missing.text': '地址可能输错了，或者页面已经移走。',
  'missing.home': '返回聊天',

  'error.wrong_credentials': '用户名或密码不对',
  'error.account_disabled': '这个账号已停用。有疑问请联系站点管理员',
  'error.throttled': '尝试次数太多，稍后再试',
} as const;
