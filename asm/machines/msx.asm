; machines/msx.asm: the chat program on an MSX with 64 KB of RAM, from a cartridge. chat.asm says what a machine's file
; gives.
;
; The cartridge (ASCII16: two windows of 16 KB, at 4000h and 8000h, each on any part of it) holds the program as it is
; to lie in RAM, from 4000h on. The BIOS calls `init` there. That copies the loader into page 3, which is RAM, and the
; loader the program into RAM below the cartridge, in whatever slots it finds any. The BIOS stays in page 0, and keeps
; what it works on above MEMORY_END. Left, the program gives the cartridge's slot back and returns from `init`.

        include "model-equates.asm"

; The BIOS, each: address to call.
ENASLT:         equ 0024h       ; switches a slot in. In: A = slot, H = page's high byte. Destroys: all. Interrupts off
INITXT:         equ 006Ch       ; text screen
CHGCLR:         equ 0062h       ; colours
CHGET:          equ 009Fh       ; waits for a key, with a cursor. Out: A. Keeps the rest
CHPUT:          equ 00A2h       ; writes a character. In: A. Keeps all
BREAKX:         equ 00B7h       ; Out: carry if CTRL and STOP are held down
; and its variables.
TEXT_WIDTH:     equ 0F3AEh      ; db: columns of the text screen
COLOURS:        equ 0F3E9h      ; db: of text, of its ground, of the border
EXPANDED:       equ 0FCC1h      ; (4) bit 7: the slot has four subslots
SUBSLOTS:       equ 0FCC5h      ; (4) of a slot: those that its pages show, page 0's in bits 0 and 1
SLOTS:          equ 0A8h        ; port: slots that pages show, page 0's in bits 0 and 1

WINDOW_1:       equ 6000h       ; write: part of the cartridge at 4000h
WINDOW_2:       equ 7000h       ; and at 8000h
PART:           equ 4000h       ; bytes of a part
PAGE_1:         equ 4000h
PAGE_2:         equ 8000h
PAGE_3:         equ 0C000h

GREEN:          equ 3
BLACK:          equ 1
COLUMNS:        equ 40

; for machines/edit-line.asm
READ_KEY:       equ CHGET
WRITE:          equ CHPUT
KEY_BREAK:      equ 3           ; CTRL-C
KEY_RUBOUT:     equ 8
KEY_DELETE:     equ 127
KEY_ENTER:      equ 13

STACK:          equ MEMORY_END+128 ; the BIOS's interrupts need more of a stack than the engine
LOADER:         equ STACK       ; where the loader lies in page 3, and stays

        org ORIGIN

        db "AB"                 ; a cartridge
        dw init,0,0,0,0,0,0

; init: called by the BIOS, with the cartridge in page 1.
init:
        ld hl,loader
        ld de,LOADER
        ld bc,LOADER_BYTES
        ldir
        jp LOADER

; The loader runs at LOADER; AT_LOADER is what its addresses are off by.
loader:
AT_LOADER:      equ LOADER-loader
        ld (AT_LOADER+bios_stack),sp
        in a,(SLOTS)            ; the cartridge's slot: a number, and with subslots bit 7 and theirs in bits 2 and 3
        rrca
        rrca
        and 3
        ld c,a
        ld b,0
        ld hl,EXPANDED
        add hl,bc
        ld a,(hl)
        and 80h
        or c
        ld c,a
        ld de,SUBSLOTS-EXPANDED
        add hl,de
        ld a,(hl)
        and 0Ch
        bit 7,c
        jr nz,loader_expanded
        xor a
loader_expanded:
        or c
        ld (AT_LOADER+cartridge),a

        xor a                   ; part 0 in page 2, RAM in page 1
        ld (WINDOW_2),a
        ld h,PAGE_1/256
        call AT_LOADER+find_ram
        ld a,(AT_LOADER+cartridge)
        ld h,PAGE_2/256
        call ENASLT
        ld hl,PAGE_2
        ld de,PAGE_1
        ld bc,PART
        ldir
        call AT_LOADER+show_cartridge
        ld a,1                  ; part 1 in page 1, RAM in page 2
        ld (WINDOW_1),a
        ld h,PAGE_2/256
        call AT_LOADER+find_ram
        ld hl,PAGE_1
        ld de,PAGE_2
        ld bc,PART
        ldir
        ld a,2                  ; part 2 in page 1, page 3 is RAM
        ld (WINDOW_1),a
        ld hl,PAGE_1
        ld de,PAGE_3
        ld bc,MEMORY_END-PAGE_3
        ldir
        ld h,PAGE_1/256
        call AT_LOADER+find_ram
        jp start

; show_cartridge: into page 1.
show_cartridge:
        ld a,(AT_LOADER+cartridge)
        ld h,PAGE_1/256
        jp ENASLT

; find_ram: switches RAM into a page. With less than 64 KB of it, back to the BIOS.
; In:       H = page's high byte
find_ram:
        ld l,0
        ld c,0                  ; slot in bits 0 and 1, subslot in bits 2 and 3
find_next:
        ld a,c
        and 3
        push hl
        ld e,a
        ld d,0
        ld hl,EXPANDED
        add hl,de
        bit 7,(hl)
        pop hl
        ld a,c
        jr nz,find_expanded
        cp 4
        jr nc,find_other        ; it has no subslots
        jr find_try
find_expanded:
        or 80h
find_try:
        push hl
        push bc
        call ENASLT
        pop bc
        pop hl
        ld a,(hl)
        cpl
        ld (hl),a
        cp (hl)
        cpl
        ld (hl),a
        ret z
find_other:
        inc c
        ld a,c
        cp 16
        jr c,find_next
                                ; there is none: as if it had never been here
; back: to the BIOS, which called `init`.
back:
        call AT_LOADER+show_cartridge
        xor a
        ld (WINDOW_1),a
        ld sp,(AT_LOADER+bios_stack)
        ei
        ret

cartridge:      db 0            ; its slot
bios_stack:     dw 0
LOADER_BYTES:   equ $-loader

; start: the program lies in RAM.
start:
        ld sp,STACK
        ld a,COLUMNS
        ld (TEXT_WIDTH),a
        ld hl,COLOURS
        ld (hl),GREEN
        inc hl
        ld (hl),BLACK
        inc hl
        ld (hl),BLACK
        call INITXT
        call CHGCLR
        ei
        if BANNER
        call introduce
        endif
        call prepare
        jp chat

leave:
        jp AT_LOADER+back

; read_line: Out: HL -> text, B = its length. Destroys: everything.
read_line:
        include "machines/edit-line.asm"
line_done:
        ld hl,line
        push bc
        push hl
        call newline
        pop hl
        pop bc
        ret

; put_character: In: A. Destroys: AF.
put_character:
        call CHPUT
        call BREAKX
        ret nc
        jr leave

        include "chat.asm"
        include "engine.asm"
        include "model-tables.asm"
        include "memory.asm"
