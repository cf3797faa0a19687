/** Fonts with Chinese characters, as systems have them; the first that is there is taken. */
export const CHINESE_FONTS =
  '"Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "Noto Serif CJK SC", SimSun, "WenQuanYi Micro Hei", "AR PL UMing CN", sans-serif';
