/** What invented projects do, to what, and how it is counted. Each object stands in at most one row of a form. */
export const WORKS = [
  { action: "更换", object: "路灯", unit: "盏" },
  { action: "疏通", object: "排水沟", unit: "米" },
  { action: "补植", object: "行道树", unit: "株" },
  { action: "维修", object: "健身器材", unit: "件" },
  { action: "采购", object: "图书", unit: "册" },
  { action: "改造", object: "公厕", unit: "座" },
  { action: "检测", object: "人行天桥", unit: "座" },
  { action: "走访", object: "农户", unit: "户" },
  { action: "培训", object: "护林员", unit: "人次" },
  { action: "检验", object: "水样", unit: "份" },
  { action: "年检", object: "校车", unit: "辆" },
  { action: "排查", object: "危旧房屋", unit: "间" },
  { action: "清洗", object: "供水管网", unit: "公里" },
  { action: "配置", object: "分类垃圾桶", unit: "个" },
  { action: "检修", object: "消火栓", unit: "个" },
  { action: "扶持", object: "村卫生室", unit: "家" },
  { action: "抚育", object: "中幼林", unit: "亩" },
  { action: "安装", object: "监控探头", unit: "台" },
  { action: "刷新", object: "宣传栏", unit: "块" },
  { action: "维护", object: "沼气池", unit: "口" },
  { action: "开办", object: "老年食堂", unit: "家" },
  { action: "组织", object: "农民画展", unit: "场" },
  { action: "复训", object: "急救志愿者", unit: "人" },
  { action: "检疫", object: "苗木", unit: "批" },
] as const;
export type Work = (typeof WORKS)[number];

export const PLACES = ["云溪县", "青石区", "白杨镇", "临湖市", "松岭县", "望河区"] as const;
export const PROJECTS = ["公共照明改善", "村居环境整治", "林下巡护", "乡镇供水保障", "社区便民服务"] as const;
export const BUREAUS = ["住房保障局", "林业草原局", "水务局", "民政局", "文化服务中心"] as const;
export const OFFICES = ["综合科", "养护科", "规划科", "后勤保障部"] as const;

const SURNAMES = ["禾", "卜", "车", "茅", "尚", "闻"] as const;
const GIVEN = ["一帆", "知秋", "小满", "望舒", "立夏", "怀瑾"] as const;

export const EFFECTS = ["有效改善", "持续发挥作用", "基本满足群众需要", "明显减少安全隐患"] as const;
export const REACHED = ["已达到预期效果", "按计划改善", "群众反映良好"] as const;
export const REASONS = [
  "雨季较长，部分工作顺延到下一年度，今后提前安排工期。",
  "参与单位不足，下一步扩大宣传范围。",
  "设备到货偏晚，已与供货方重新约定时间",
  "3处点位因道路施工暂缓，计划来年补做",
] as const;
export const SENTENCES = [
  "围绕群众反映集中的问题，安排专人逐处核对，建立台账并按月更新。",
  "全年开展巡查26次，发现问题及时交由养护单位处理。",
  "通过公开比选确定实施队伍，完工后由第三方出具验收意见。",
  "项目完成后周边居民出行更加方便，夜间安全感有所提高。",
  "制定管理办法，明确申请、审核、拨付三个环节的责任人。",
  "对7个乡镇的设施进行了普查，为后续安排提供依据。",
] as const;
export const EXPLANATIONS = [
  "反映该项工作的规范程度",
  "反映资金安排与任务是否匹配",
  "考察完成情况与计划的差距",
  "",
] as const;

export function personName(at: number): string {
  return `${SURNAMES[at % SURNAMES.length] ?? ""}${GIVEN[Math.floor(at / SURNAMES.length) % GIVEN.length] ?? ""}`;
}
