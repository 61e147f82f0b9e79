// Roles and kinds of organisation in the words that the access policy uses, and which go together.
export const ROLES = [
  { id: 'official', label: '公职人员', note: '报自己的接触' },
  { id: 'unit_admin', label: '单位管理员', note: '批本单位的报备，管本单位的账号和岗位' },
  { id: 'department_handler', label: '部门经办人', note: '答复企业的诉求' },
  { id: 'coordinator', label: '统筹员（统战部、工商联）', note: '看一个地方的进展' },
  { id: 'judicial_liaison', label: '司法联络员', note: '法院、检察院' },
  { id: 'inspector', label: '监督人员', note: '凭依据查看' },
  { id: 'index_editor', label: '指数编辑', note: '' },
  { id: 'entrepreneur', label: '企业人员', note: '替企业报、替企业看' },
  { id: 'chamber_staff', label: '商会工作人员', note: '' },
  { id: 'home_staff', label: '亲清家园工作人员', note: '' },
  { id: 'sysadmin', label: '系统管理员', note: '管系统，看不到任何一件报备' },
] as const;

export const KINDS = [
  { id: 'unit', label: '机关、单位（含工商联）' },
  { id: 'court', label: '法院' },
  { id: 'procuratorate', label: '检察院' },
  { id: 'discipline', label: '纪委监委' },
  { id: 'enterprise', label: '企业' },
  { id: 'chamber', label: '商会' },
  { id: 'home', label: '亲清家园' },
] as const;
