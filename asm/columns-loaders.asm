; columns-loaders.asm: routines that set a layer's accumulators to its biases, made once at the start.
;
; A loader pushes numbers through a page from its end to its beginning, two bytes at once, high bytes first:
;
;       ld de,0
;       ld sp,end of the high bytes
;       push de ...                     shared sums start at 0
;       ld hl,two biases' / push hl ... the last ones first: 21 T-states a pair
;       ld sp,end of the low bytes
;       the same
;       ld sp,INTERRUPT_STACK
;       jp (ix)
;
; Interrupts are welcome: what they push lies below, where the loader hasn't been yet. Below the page of low
; bytes lies what doesn't matter: a spare page, or the stack for interrupts itself.

LOAD_SP:        equ 31h         ; opcodes of a loader
LOAD_HL:        equ 21h
PUSH_HL:        equ 0E5h
PUSH_DE:        equ 0D5h

; build_loaders: makes them all.
; Destroys: AF, BC, DE, HL, IY
build_loaders:
        ld iy,layer_table
        ld de,LOADERS
        ld b,LAYERS-1
build_loader:
        push bc
        ld l,(iy+LAYER_LOADER)
        ld h,(iy+LAYER_LOADER+1)
        ld (iy+LAYER_LOADER),e
        ld (iy+LAYER_LOADER+1),d
        push hl
        ld hl,loader_start
        ld bc,loader_end-loader_start
        ldir
        pop hl
        ld a,(iy+LAYER_PAGE)
        inc a
        call write_pushes
        ld a,(iy+LAYER_PAGE)
        call write_pushes
        ld hl,loader_end
        ld bc,loader_template_end-loader_end
        ldir
        ld bc,LAYER_ENTRY
        add iy,bc
        pop bc
        djnz build_loader
        ret
loader_start:
        ld de,0
loader_end:
        ld sp,INTERRUPT_STACK
        jp (ix)
loader_template_end:

; write_pushes: the part of a loader that fills one page.
; In:       A = page, IY -> layer, HL -> pairs of biases, DE -> end of the code
; Out:      HL, DE moved on
; Destroys: AF, BC
write_pushes:
        ex de,hl
        ld c,a
        ld (hl),LOAD_SP
        inc hl
        ld a,(iy+LAYER_BIASES)
        ld b,a
        add a,(iy+LAYER_ZEROS)
        add a,a
        ld (hl),a
        inc hl
        ld a,c
        adc a,0
        ld (hl),a
        inc hl
        ld a,(iy+LAYER_ZEROS)
        or a
        jr z,write_pair
write_zeros:
        ld (hl),PUSH_DE
        inc hl
        dec a
        jr nz,write_zeros
write_pair:
        ld (hl),LOAD_HL
        inc hl
        ld a,(de)
        inc de
        ld (hl),a
        inc hl
        ld a,(de)
        inc de
        ld (hl),a
        inc hl
        ld (hl),PUSH_HL
        inc hl
        djnz write_pair
        ex de,hl
        ret
