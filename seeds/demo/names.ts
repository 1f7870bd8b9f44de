/** Names of people and places for the demo; any likeness to a person is chance. */
import type { Dice } from './random.ts';

/** Common surnames, the most common ones several times. */
const surnames = [
  ...'王王王李李李张张张刘刘陈陈杨杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝',
  ...'孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
];
const firstCharacters = [...'建国志文明晓海永春秀玉桂丽红雪海小美慧思佳俊宏伟子浩宇欣雨梦嘉立新学正德兴振庆家长天少景凤素月淑'];
const lastCharacters = [...'华军平强伟林峰明杰辉涛斌超勇波宁刚健亮东英芳娟敏静燕玲霞萍莉琴艳婷洁丹颖倩琳瑶雯荣兰梅香云珍琼岚菊蓉'];

/** A Han name of two or three characters. */
export function hanName(dice: Dice): string {
  return dice.pick(surnames) + (dice.chance(78) ? dice.pick(firstCharacters) : '') + dice.pick(lastCharacters);
}

const bannerNames = [
  '敖日格乐', '敖登高娃', '巴图', '巴雅尔', '白音', '包青山', '布日古德', '朝鲁', '道日娜', '德力格尔', '额尔敦', '格日乐', '哈斯', '哈斯图雅',
  '何铁林', '吉雅', '孟和', '孟根花', '那日苏', '娜仁', '娜仁托娅', '诺敏', '其其格', '其木格', '萨日娜', '赛罕', '苏日娜', '苏伦高娃',
  '索伦', '塔娜', '涂亚梅', '托娅', '乌云', '乌日娜', '乌仁其其格', '斯琴', '阿拉坦', '阿木古楞', '杜金花', '敏杰',
];

/** A name as it is met in the banner: Ewenki, Mongolian or Daur, or Han. */
export function bannerName(dice: Dice): string {
  return dice.chance(60) ? dice.pick(bannerNames) : hanName(dice);
}

/** Towns of the county: the ones of the first consortium, and of the second. */
export const towns: Record<'A' | 'B', string[]> = {
  A: ['汉源街道', '高寨子街道', '大安镇', '代家坝镇', '胡家坝镇', '铁锁关镇', '巴山镇', '禅家岩镇', '舒家坝镇', '二郎坝镇'],
  B: ['阳平关镇', '燕子砭镇', '广坪镇', '青木川镇', '安乐河镇', '毛坝河镇', '太阳岭镇', '巨亭镇'],
};

const villageFirst = [...'东西南北上下大小新老前后中青石金柳杨桃李松柏水龙'];
const villageLast = ['坝', '沟', '湾', '坪', '梁', '河', '垭', '坡', '岭', '溪', '院', '桥'];

/** So many different village names. */
export function villageNames(dice: Dice, count: number): string[] {
  const names = new Set<string>();
  while (names.size < count) names.add(`${dice.pick(villageFirst)}${dice.pick(villageLast)}村`);
  return [...names];
}

export const countyDepartments = [
  '内科', '外科', '妇产科', '儿科', '急诊科', '中医科', '五官科', '口腔科', '手术麻醉科', '重症医学科', '感染科', '康复科',
  '检验科', '影像科', '药剂科', '护理部', '公共卫生科', '医保办', '财务科', '办公室', '后勤科',
];
export const townDepartments = ['全科', '中医科', '护理组', '药房', '检验影像室', '妇幼保健室', '公共卫生科', '办公室'];
export const publicHealthDepartments = ['业务科', '检验科', '办公室'];

/** Departments whose people hold management posts, and those with workers' posts. */
export const managementDepartments = ['医保办', '财务科', '办公室'];
export const workerDepartments = ['后勤科'];
