<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context><name>QFileDialog</name>
<message><source>Look in:</source><translation>位置：</translation></message>
<message><source>Files of type:</source><translation>文件类型：</translation></message>
<message><source>&amp;Look in:</source><translation>位置：</translation></message>
<message><source>Files of &amp;type:</source><translation>文件类型：</translation></message>
<message><source>Folder</source><translation>文件夹</translation></message>
<message><source>File Folder</source><translation>文件夹</translation></message>
<message><source>File</source><translation>文件</translation></message>
<message><source>%1 File</source><translation>%1 文件</translation></message>
<message><source>Size</source><translation>大小</translation></message>
<message><source>Drive</source><translation>磁盘</translation></message>
<message><source>Remove</source><translation>移除</translation></message>
<message><source>Rename</source><translation>重命名</translation></message>
</context>
<context><name>QFileSystemModel</name>
<message><source>Look in:</source><translation>位置：</translation></message>
<message><source>Files of type:</source><translation>文件类型：</translation></message>
<message><source>&amp;Look in:</source><translation>位置：</translation></message>
<message><source>Files of &amp;type:</source><translation>文件类型：</translation></message>
<message><source>Folder</source><translation>文件夹</translation></message>
<message><source>File Folder</source><translation>文件夹</translation></message>
<message><source>File</source><translation>文件</translation></message>
<message><source>%1 File</source><translation>%1 文件</translation></message>
<message><source>Size</source><translation>大小</translation></message>
<message><source>Drive</source><translation>磁盘</translation></message>
<message><source>Remove</source><translation>移除</translation></message>
<message><source>Rename</source><translation>重命名</translation></message>
</context>
<context><name>QPlatformTheme</name>
<message><source>Look in:</source><translation>位置：</translation></message>
<message><source>Files of type:</source><translation>文件类型：</translation></message>
<message><source>&amp;Look in:</source><translation>位置：</translation></message>
<message><source>Files of &amp;type:</source><translation>文件类型：</translation></message>
<message><source>Folder</source><translation>文件夹</translation></message>
<message><source>File Folder</source><translation>文件夹</translation></message>
<message><source>File</source><translation>文件</translation></message>
<message><source>%1 File</source><translation>%1 文件</translation></message>
<message><source>Size</source><translation>大小</translation></message>
<message><source>Drive</source><translation>磁盘</translation></message>
<message><source>Remove</source><translation>移除</translation></message>
<message><source>Rename</source><translation>重命名</translation></message>
</context>
<context><name>QSidebar</name>
<message><source>Look in:</source><translation>位置：</translation></message>
<message><source>Files of type:</source><translation>文件类型：</translation></message>
<message><source>&amp;Look in:</source><translation>位置：</translation></message>
<message><source>Files of &amp;type:</source><translation>文件类型：</translation></message>
<message><source>Folder</source><translation>文件夹</translation></message>
<message><source>File Folder</source><translation>文件夹</translation></message>
<message><source>File</source><translation>文件</translation></message>
<message><source>%1 File</source><translation>%1 文件</translation></message>
<message><source>Size</source><translation>大小</translation></message>
<message><source>Drive</source><translation>磁盘</translation></message>
<message><source>Remove</source><translation>移除</translation></message>
<message><source>Rename</source><translation>重命名</translation></message>
</context>
<context><name>QFileSystemModelPrivate</name>
<message><source>Look in:</source><translation>位置：</translation></message>
<message><source>Files of type:</source><translation>文件类型：</translation></message>
<message><source>&amp;Look in:</source><translation>位置：</translation></message>
<message><source>Files of &amp;type:</source><translation>文件类型：</translation></message>
<message><source>Folder</source><translation>文件夹</translation></message>
<message><source>File Folder</source><translation>文件夹</translation></message>
<message><source>File</source><translation>文件</translation></message>
<message><source>%1 File</source><translation>%1 文件</translation></message>
<message><source>Size</source><translation>大小</translation></message>
<message><source>Drive</source><translation>磁盘</translation></message>
<message><source>Remove</source><translation>移除</translation></message>
<message><source>Rename</source><translation>重命名</translation></message>
</context>
<context><name>QAbstractFileDialog</name>
<message><source>Look in:</source><translation>位置：</translation></message>
<message><source>Files of type:</source><translation>文件类型：</translation></message>
<message><source>&amp;Look in:</source><translation>位置：</translation></message>
<message><source>Files of &amp;type:</source><translation>文件类型：</translation></message>
<message><source>Folder</source><translation>文件夹</translation></message>
<message><source>File Folder</source><translation>文件夹</translation></message>
<message><source>File</source><translation>文件</translation></message>
<message><source>%1 File</source><translation>%1 文件</translation></message>
<message><source>Size</source><translation>大小</translation></message>
<message><source>Drive</source><translation>磁盘</translation></message>
<message><source>Remove</source><translation>移除</translation></message>
<message><source>Rename</source><translation>重命名</translation></message>
</context>
<context><name>QDialogButtonBox</name>
<message><source>Look in:</source><translation>位置：</translation></message>
<message><source>Files of type:</source><translation>文件类型：</translation></message>
<message><source>&amp;Look in:</source><translation>位置：</translation></message>
<message><source>Files of &amp;type:</source><translation>文件类型：</translation></message>
<message><source>Folder</source><translation>文件夹</translation></message>
<message><source>File Folder</source><translation>文件夹</translation></message>
<message><source>File</source><translation>文件</translation></message>
<message><source>%1 File</source><translation>%1 文件</translation></message>
<message><source>Size</source><translation>大小</translation></message>
<message><source>Drive</source><translation>磁盘</translation></message>
<message><source>Remove</source><translation>移除</translation></message>
<message><source>Rename</source><translation>重命名</translation></message>
</context>
<context><name>QPrintDialog</name>
<message><source>Look in:</source><translation>位置：</translation></message>
<message><source>Files of type:</source><translation>文件类型：</translation></message>
<message><source>&amp;Look in:</source><translation>位置：</translation></message>
<message><source>Files of &amp;type:</source><translation>文件类型：</translation></message>
<message><source>Folder</source><translation>文件夹</translation></message>
<message><source>File Folder</source><translation>文件夹</translation></message>
<message><source>File</source><translation>文件</translation></message>
<message><source>%1 File</source><translation>%1 文件</translation></message>
<message><source>Size</source><translation>大小</translation></message>
<message><source>Drive</source><translation>磁盘</translation></message>
<message><source>Remove</source><translation>移除</translation></message>
<message><source>Rename</source><translation>重命名</translation></message>
</context>
<context><name>QPrintPropertiesWidget</name>
<message><source>Look in:</source><translation>位置：</translation></message>
<message><source>Files of type:</source><translation>文件类型：</translation></message>
<message><source>&amp;Look in:</source><translation>位置：</translation></message>
<message><source>Files of &amp;type:</source><translation>文件类型：</translation></message>
<message><source>Folder</source><translation>文件夹</translation></message>
<message><source>File Folder</source><translation>文件夹</translation></message>
<message><source>File</source><translation>文件</translation></message>
<message><source>%1 File</source><translation>%1 文件</translation></message>
<message><source>Size</source><translation>大小</translation></message>
<message><source>Drive</source><translation>磁盘</translation></message>
<message><source>Remove</source><translation>移除</translation></message>
<message><source>Rename</source><translation>重命名</translation></message>
</context>
<context><name>QPrintSettingsOutput</name>
<message><source>Look in:</source><translation>位置：</translation></message>
<message><source>Files of type:</source><translation>文件类型：</translation></message>
<message><source>&amp;Look in:</source><translation>位置：</translation></message>
<message><source>Files of &amp;type:</source><translation>文件类型：</translation></message>
<message><source>Folder</source><translation>文件夹</translation></message>
<message><source>File Folder</source><translation>文件夹</translation></message>
<message><source>File</source><translation>文件</translation></message>
<message><source>%1 File</source><translation>%1 文件</translation></message>
<message><source>Size</source><translation>大小</translation></message>
<message><source>Drive</source><translation>磁盘</translation></message>
<message><source>Remove</source><translation>移除</translation></message>
<message><source>Rename</source><translation>重命名</translation></message>
</context>
<context><name>QPageSetupWidget</name>
<message><source>Look in:</source><translation>位置：</translation></message>
<message><source>Files of type:</source><translation>文件类型：</translation></message>
<message><source>&amp;Look in:</source><translation>位置：</translation></message>
<message><source>Files of &amp;type:</source><translation>文件类型：</translation></message>
<message><source>Folder</source><translation>文件夹</translation></message>
<message><source>File Folder</source><translation>文件夹</translation></message>
<message><source>File</source><translation>文件</translation></message>
<message><source>%1 File</source><translation>%1 文件</translation></message>
<message><source>Size</source><translation>大小</translation></message>
<message><source>Drive</source><translation>磁盘</translation></message>
<message><source>Remove</source><translation>移除</translation></message>
<message><source>Rename</source><translation>重命名</translation></message>
</context>
<context><name>QCupsJobWidget</name>
<message><source>Look in:</source><translation>位置：</translation></message>
<message><source>Files of type:</source><translation>文件类型：</translation></message>
<message><source>&amp;Look in:</source><translation>位置：</translation></message>
<message><source>Files of &amp;type:</source><translation>文件类型：</translation></message>
<message><source>Folder</source><translation>文件夹</translation></message>
<message><source>File Folder</source><translation>文件夹</translation></message>
<message><source>File</source><translation>文件</translation></message>
<message><source>%1 File</source><translation>%1 文件</translation></message>
<message><source>Size</source><translation>大小</translation></message>
<message><source>Drive</source><translation>磁盘</translation></message>
<message><source>Remove</source><translation>移除</translation></message>
<message><source>Rename</source><translation>重命名</translation></message>
</context>
<context><name>QWidgetTextControl</name>
<message><source>Look in:</source><translation>位置：</translation></message>
<message><source>Files of type:</source><translation>文件类型：</translation></message>
<message><source>&amp;Look in:</source><translation>位置：</translation></message>
<message><source>Files of &amp;type:</source><translation>文件类型：</translation></message>
<message><source>Folder</source><translation>文件夹</translation></message>
<message><source>File Folder</source><translation>文件夹</translation></message>
<message><source>File</source><translation>文件</translation></message>
<message><source>%1 File</source><translation>%1 文件</translation></message>
<message><source>Size</source><translation>大小</translation></message>
<message><source>Drive</source><translation>磁盘</translation></message>
<message><source>Remove</source><translation>移除</translation></message>
<message><source>Rename</source><translation>重命名</translation></message>
</context>
<context><name>QLineEdit</name>
<message><source>Look in:</source><translation>位置：</translation></message>
<message><source>Files of type:</source><translation>文件类型：</translation></message>
<message><source>&amp;Look in:</source><translation>位置：</translation></message>
<message><source>Files of &amp;type:</source><translation>文件类型：</translation></message>
<message><source>Folder</source><translation>文件夹</translation></message>
<message><source>File Folder</source><translation>文件夹</translation></message>
<message><source>File</source><translation>文件</translation></message>
<message><source>%1 File</source><translation>%1 文件</translation></message>
<message><source>Size</source><translation>大小</translation></message>
<message><source>Drive</source><translation>磁盘</translation></message>
<message><source>Remove</source><translation>移除</translation></message>
<message><source>Rename</source><translation>重命名</translation></message>
</context>
<context><name>QMessageBox</name>
<message><source>Look in:</source><translation>位置：</translation></message>
<message><source>Files of type:</source><translation>文件类型：</translation></message>
<message><source>&amp;Look in:</source><translation>位置：</translation></message>
<message><source>Files of &amp;type:</source><translation>文件类型：</translation></message>
<message><source>Folder</source><translation>文件夹</translation></message>
<message><source>File Folder</source><translation>文件夹</translation></message>
<message><source>File</source><translation>文件</translation></message>
<message><source>%1 File</source><translation>%1 文件</translation></message>
<message><source>Size</source><translation>大小</translation></message>
<message><source>Drive</source><translation>磁盘</translation></message>
<message><source>Remove</source><translation>移除</translation></message>
<message><source>Rename</source><translation>重命名</translation></message>
</context>
<context><name>QMenu</name>
<message><source>Look in:</source><translation>位置：</translation></message>
<message><source>Files of type:</source><translation>文件类型：</translation></message>
<message><source>&amp;Look in:</source><translation>位置：</translation></message>
<message><source>Files of &amp;type:</source><translation>文件类型：</translation></message>
<message><source>Folder</source><translation>文件夹</translation></message>
<message><source>File Folder</source><translation>文件夹</translation></message>
<message><source>File</source><translation>文件</translation></message>
<message><source>%1 File</source><translation>%1 文件</translation></message>
<message><source>Size</source><translation>大小</translation></message>
<message><source>Drive</source><translation>磁盘</translation></message>
<message><source>Remove</source><translation>移除</translation></message>
<message><source>Rename</source><translation>重命名</translation></message>
</context>
<context><name>QColorDialog</name>
<message><source>Look in:</source><translation>位置：</translation></message>
<message><source>Files of type:</source><translation>文件类型：</translation></message>
<message><source>&amp;Look in:</source><translation>位置：</translation></message>
<message><source>Files of &amp;type:</source><translation>文件类型：</translation></message>
<message><source>Folder</source><translation>文件夹</translation></message>
<message><source>File Folder</source><translation>文件夹</translation></message>
<message><source>File</source><translation>文件</translation></message>
<message><source>%1 File</source><translation>%1 文件</translation></message>
<message><source>Size</source><translation>大小</translation></message>
<message><source>Drive</source><translation>磁盘</translation></message>
<message><source>Remove</source><translation>移除</translation></message>
<message><source>Rename</source><translation>重命名</translation></message>
</context>
<context><name>QGtk</name>
<message><source>Look in:</source><translation>位置：</translation></message>
<message><source>Files of type:</source><translation>文件类型：</translation></message>
<message><source>&amp;Look in:</source><translation>位置：</translation></message>
<message><source>Files of &amp;type:</source><translation>文件类型：</translation></message>
<message><source>Folder</source><translation>文件夹</translation></message>
<message><source>File Folder</source><translation>文件夹</translation></message>
<message><source>File</source><translation>文件</translation></message>
<message><source>%1 File</source><translation>%1 文件</translation></message>
<message><source>Size</source><translation>大小</translation></message>
<message><source>Drive</source><translation>磁盘</translation></message>
<message><source>Remove</source><translation>移除</translation></message>
<message><source>Rename</source><translation>重命名</translation></message>
</context>
</TS>
