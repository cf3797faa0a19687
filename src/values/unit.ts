/**
 * Words that units of a count or a measurement are made of. What stands in no such list is prose, and a number before it
 * is not taken for a quantity.
 */
const MEASURES = `
  个 家 户 人 名 位 人次 家次 户次 场 场次 次 次数 条 条次 项 项次 件 件次 台 套 台套 台次 辆 辆次 只 头 匹 羽 尾 株 棵
  亩 公顷 公里 千米 里 米 延米 平方米 平方公里 平米 立方米 立方 厘米 毫米 吨 公斤 千克 克 升 毫升 度 千瓦 千瓦时 兆瓦
  个工作日 工作日 个小时 小时 分钟 秒 天 日 周 个月 季度 个季度 年 学期 个学期 学年 学时 课时 岁 人天 人日 工日 人月 人年
  起 批 批次 期 期次 份 份次 册 本 篇 部 幅 张 块 座 处 所 间 栋 幢 层 段 片 口 眼 盏 根 支 枝 把 副 双 对 组 团 队 班
  班次 节 课 集 首 款 种 类 样 例 例次 宗 桩 单 笔 票 车 车次 趟 架 架次 艘 艘次 列 顶 床 床位 张床位 桌 箱 包 袋 瓶 桶
  盒 罐 卷 筒 字 页 版 版面 帧 分 分贝 倍 元 角 美元 欧元 港元 镇 乡 村 社区 县 市 区 街道 乡镇 行政村 县区 网点 站点 站 点 点位 孔 井 人份 剂 剂次 针 针次 届 届次 轮 轮次 回 遍 环节 个百分点 百分点 个点
`;

/** Things that are counted by a measure word: 20个项目. They are not part of the unit. */
const COUNTED = `
  项目 子项目 县 市 区 县区 县市区 乡镇 镇 乡 村 社区 街道 行政村 单位 部门 企业 机构 学校 班级 教师 学生 学员 干部 人员
  群众 职工 工人 老人 儿童 医生 患者 平台 系统 基地 站点 点位 网点 园区 家庭 农户 岗位 课题 活动 培训 会议
`;

function alternatives(words: string): string {
  return words
    .trim()
    .split(/\s+/u)
    .sort((a, b) => b.length - a.length)
    .join("|");
}

const MEASURE = alternatives(MEASURES);

/** The source of a regular expression for a printed unit, width folded: %, 万元, 人次, 家(次), 元/人·月, mg/L, m2. */
export const UNIT_SOURCE = [
  "[%‰﹪](?:\\(百分比\\))?",
  `[百千万亿]{0,2}(?:${MEASURE})(?:\\([次户人天]\\))?(?:\\s*[/·*]\\s*(?:${MEASURE}|月)){0,2}`,
  "[万亿]",
  // A lone X holds the place of a number (≥X人).
  "(?![Xx](?![A-Za-z]))[A-Za-zμΩ㎡㎥㎞㎏℃°][A-Za-zμΩ㎡㎥²³·/]{0,7}[23]?",
].join("|");

/** The source of a regular expression for what a measure word counts. */
export const COUNTED_SOURCE = alternatives(COUNTED);

/** One spelling for each unit: spaces dropped, 百分比 and ﹪ as %. */
export function tidyUnit(printed: string): string {
  const unit = printed.replace(/\s+/gu, "");
  return /^(?:[%﹪](?:\(百分比\))?|百分比|百分数)$/u.test(unit) ? "%" : unit;
}
